@description('Names of resources are made from it')
param name string

param location string
param adminId string
param clientId string
param image string

@secure()
param databasePassword string

var suffix = uniqueString(resourceGroup().id)
var appName = 'pinresetportal'
var publicUrl = 'https://${appName}.${environment.properties.defaultDomain}'
var databaseUser = 'pinreset'

// What the portal is in Azure: its tokens stand for the registration, so there is nothing to keep and nothing that ends.
resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'id-${name}'
  location: location
}

module registration 'registration.bicep' = {
  name: 'registration'
  params: {
    publicUrl: publicUrl
    clientId: clientId
    admin1Id: adminId
    identityClientId: identity.properties.clientId
    identityPrincipalId: identity.properties.principalId
  }
}

resource logs 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: 'log-${name}'
  location: location
  properties: { sku: { name: 'PerGB2018' }, retentionInDays: 30 }
}

resource registry 'Microsoft.ContainerRegistry/registries@2023-07-01' = {
  name: 'cr${suffix}'
  location: location
  sku: { name: 'Basic' }
}

// AcrPull (https://learn.microsoft.com/azure/role-based-access-control/built-in-roles/containers)
resource pull 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: registry
  name: guid(registry.id, identity.id, 'pull')
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '7f951dda-4ed3-4680-a7ca-43fe172d538d')
  }
}

resource database 'Microsoft.DBforPostgreSQL/flexibleServers@2024-08-01' = {
  name: 'psql-${suffix}'
  location: location
  sku: { name: 'Standard_B1ms', tier: 'Burstable' }
  properties: {
    version: '16'
    administratorLogin: databaseUser
    administratorLoginPassword: databasePassword
    storage: { storageSizeGB: 32 }
    backup: { backupRetentionDays: 35, geoRedundantBackup: 'Disabled' }
    highAvailability: { mode: 'Disabled' }
  }

  resource tables 'databases@2024-08-01' = {
    name: 'pinreset'
  }

  // 0.0.0.0: services inside of Azure, and nobody else (https://learn.microsoft.com/azure/postgresql/network/concepts-networking-public)
  resource fromAzure 'firewallRules@2024-08-01' = {
    name: 'azure'
    properties: { startIpAddress: '0.0.0.0', endIpAddress: '0.0.0.0' }
  }
}

// The keys of the audit log, which all instances share; apart from the database (../../../evidence.md#keys).
resource storage 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: 'st${suffix}'
  location: location
  kind: 'StorageV2'
  sku: { name: 'Standard_LRS' }
  properties: { minimumTlsVersion: 'TLS1_2', allowBlobPublicAccess: false }

  resource files 'fileServices@2023-05-01' = {
    name: 'default'

    resource keys 'shares@2023-05-01' = {
      name: 'audit'
      properties: { shareQuota: 1 }
    }
  }
}

resource environment 'Microsoft.App/managedEnvironments@2024-03-01' = {
  name: 'cae-${name}'
  location: location
  properties: {
    appLogsConfiguration: {
      destination: 'log-analytics'
      logAnalyticsConfiguration: { customerId: logs.properties.customerId, sharedKey: logs.listKeys().primarySharedKey }
    }
  }

  resource audit 'storages@2024-03-01' = {
    name: 'audit'
    properties: {
      azureFile: {
        accountName: storage.name
        accountKey: storage.listKeys().keys[0].value
        shareName: storage::files::keys.name
        accessMode: 'ReadWrite'
      }
    }
  }
}

resource app 'Microsoft.App/containerApps@2024-03-01' = {
  name: appName
  location: location
  tags: { 'azd-service-name': 'portal' }
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identity.id}': {} } }
  dependsOn: [pull, database::tables, database::fromAzure]
  properties: {
    managedEnvironmentId: environment.id
    configuration: {
      activeRevisionsMode: 'Single'
      registries: [{ server: registry.properties.loginServer, identity: identity.id }]
      secrets: [
        {
          name: 'connection-string'
          value: 'Host=${database.properties.fullyQualifiedDomainName};Database=pinreset;Username=${databaseUser};Password=${databasePassword};SSL Mode=VerifyFull'
        }
      ]
      ingress: {
        external: true
        targetPort: 8080
        allowInsecure: false
        // A page is a circuit with one instance.
        stickySessions: { affinity: 'sticky' }
      }
    }
    template: {
      containers: [
        {
          name: 'portal'
          image: empty(image) ? 'mcr.microsoft.com/k8se/quickstart:latest' : image
          resources: { cpu: json('0.5'), memory: '1Gi' }
          env: concat(map(items(registration.outputs.settings), one => { name: one.key, value: one.value }), [
            { name: 'Storage__Provider', value: 'PostgreSQL' }
            { name: 'Audit__KeyPath', value: '/audit' }
            { name: 'ASPNETCORE_FORWARDEDHEADERS_ENABLED', value: 'true' }
          ])
          // The image that stands in until the first one is built has none of these addresses.
          probes: empty(image) ? [] : [
            { type: 'Startup', httpGet: { path: '/health/live', port: 8080 }, periodSeconds: 5, failureThreshold: 30 }
            { type: 'Liveness', httpGet: { path: '/health/live', port: 8080 }, periodSeconds: 10 }
            { type: 'Readiness', httpGet: { path: '/health/ready', port: 8080 }, periodSeconds: 10 }
          ]
          volumeMounts: [
            { volumeName: 'secrets', mountPath: '/run/secrets' }
            { volumeName: 'audit', mountPath: '/audit' }
          ]
        }
      ]
      scale: { minReplicas: 1, maxReplicas: 3 }
      volumes: [
        { name: 'secrets', storageType: 'Secret', secrets: [{ secretRef: 'connection-string', path: 'Storage__ConnectionString' }] }
        // 1654 is the portal's user in the image.
        { name: 'audit', storageType: 'AzureFile', storageName: environment::audit.name, mountOptions: 'uid=1654,gid=1654,dir_mode=0700,file_mode=0600,nobrl' }
      ]
    }
  }
}

output clientId string = registration.outputs.clientId
output url string = publicUrl
output registryEndpoint string = registry.properties.loginServer
