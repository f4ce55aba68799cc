targetScope = 'subscription'

@description('Name of the environment of azd; names of resources are made from it')
@minLength(1)
@maxLength(24)
param name string

param location string

@description('Object id of the user or group that gets the role Admin in the portal; azd knows who runs it')
param adminId string

@description('Client id of the registration, an output of the first deployment: the Application ID URI is made of it')
param clientId string = ''

@description('The image of the portal; azd sets it once it has built one')
param image string = ''

@secure()
param databasePassword string

resource group 'Microsoft.Resources/resourceGroups@2024-03-01' = {
  name: 'rg-${name}'
  location: location
  tags: { 'azd-env-name': name }
}

module portal 'portal.bicep' = {
  scope: group
  name: 'portal'
  params: {
    name: name
    location: location
    adminId: adminId
    clientId: clientId
    image: image
    databasePassword: databasePassword
  }
}

output PORTAL_CLIENT_ID string = portal.outputs.clientId
output PORTAL_URL string = portal.outputs.url
output AZURE_CONTAINER_REGISTRY_ENDPOINT string = portal.outputs.registryEndpoint
