# The default (last) target is the product: a Release build without the Emulator, running as a user without rights.
#   docker build -t pinresetportal .
#   docker run -p 8080:8080 -v pinresetportal:/data -e AzureAd__ClientId=… pinresetportal
# The demo with the Emulator listens on loopback only, so it needs the host's network:
#   docker build -t pinresetportal-demo --target demo .
#   docker run --network host pinresetportal-demo
# For both kinds of machines, with a list of its contents and of how it was made:
#   docker buildx build --platform linux/amd64,linux/arm64 --sbom=true --provenance=true --build-arg VERSION=… --build-arg REVISION=… .

# Compiles on the machine's own kind for the kind that is asked for: nothing is emulated, and no libraries of other platforms come along.
FROM --platform=$BUILDPLATFORM mcr.microsoft.com/dotnet/sdk:10.0 AS sources
ARG TARGETARCH
WORKDIR /source
COPY global.json .editorconfig BannedSymbols.txt Directory.Build.props Directory.Packages.props appsettings.json ./
COPY src/PinResetPortal/PinResetPortal.csproj src/PinResetPortal/
COPY src/PinResetPortal.Core/PinResetPortal.Core.csproj src/PinResetPortal.Core/
COPY src/PinResetPortal.Work/PinResetPortal.Work.csproj src/PinResetPortal.Work/
COPY src/PinResetPortal.Graph/PinResetPortal.Graph.csproj src/PinResetPortal.Graph/
COPY src/PinResetPortal.Store/PinResetPortal.Store.csproj src/PinResetPortal.Store/
COPY src/PinResetPortal.Emulator/PinResetPortal.Emulator.csproj src/PinResetPortal.Emulator/
RUN dotnet restore src/PinResetPortal/PinResetPortal.csproj --arch $TARGETARCH -p:IncludeEmulator=true
COPY src/ src/
COPY docs/checks/ docs/checks/
COPY docs/third-party.md docs/
COPY LICENSE ./
# A volume takes over the owner of the folder that it covers; the final image has no shell to make one.
RUN mkdir /data

FROM sources AS publish-demo
ARG TARGETARCH
RUN dotnet publish src/PinResetPortal/PinResetPortal.csproj -c Release --arch $TARGETARCH --self-contained false -p:IncludeEmulator=true -o /app

FROM sources AS publish
ARG TARGETARCH
RUN dotnet publish src/PinResetPortal/PinResetPortal.csproj -c Release --arch $TARGETARCH --self-contained false -o /app

# "extra" carries ICU and the time zones, which the plain chiselled image lacks; 1654 is the user "app" of Microsoft's images.
FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled-extra AS base
ARG VERSION=0.0.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="PinResetPortal" \
      org.opencontainers.image.description="Tells whether the users of a tenant can reset their Windows Hello PIN, and repairs it" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.version=$VERSION \
      org.opencontainers.image.revision=$REVISION \
      org.opencontainers.image.base.name="mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled-extra"
WORKDIR /app
COPY --from=sources --chown=1654:1654 /data /data
ENV Storage__Path=/data
VOLUME /data
USER 1654
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s CMD ["dotnet", "PinResetPortal.dll", "--health-check"]
ENTRYPOINT ["dotnet", "PinResetPortal.dll"]

FROM base AS demo
COPY --from=publish-demo /app .
ENV ASPNETCORE_ENVIRONMENT=Demo ASPNETCORE_HTTP_PORTS= ASPNETCORE_URLS=http://localhost:5080
EXPOSE 5080 5081

FROM base AS final
COPY --from=publish /app .
EXPOSE 8080
