// Registers PinResetPortal in Entra ID. Made by: PinResetPortal setup --repairs --unattended --people --credential managed-identity:… --print bicep, with parameters
// bicepconfig.json: { "extensions": { "microsoftGraphV1": "br:mcr.microsoft.com/bicep/extensions/microsoftgraph/v1.0:1.0.0" } }
extension microsoftGraphV1

@description('Address of the portal')
param publicUrl string

@description('Client id of the user-assigned identity')
param identityClientId string

@description('Client id of an earlier deployment (its output clientId). The Application ID URI is made of it, so deploy twice: first without, then with it, and always with it from then on.')
param clientId string = ''

@description('Object id of the user or group that gets the role Admin')
param admin1Id string

@description('Principal id of the user-assigned identity of the deployment')
param identityPrincipalId string

resource graph 'Microsoft.Graph/servicePrincipals@v1.0' existing = {
  appId: '00000003-0000-0000-c000-000000000000'
}

// Register the application "PinResetPortal": addresses, app roles, claims, API, and the permissions that it asks for.
resource application 'Microsoft.Graph/applications@v1.0' = {
  uniqueName: 'pinresetportal'
  identifierUris: empty(clientId) ? [] : ['api://${clientId}']
  displayName: 'PinResetPortal'
  signInAudience: 'AzureADMyOrg'
  web: {
    homePageUrl: publicUrl
    redirectUris: [
      '${publicUrl}/signin-oidc'
      '${publicUrl}/authentication/consented'
      '${publicUrl}/signout-callback-oidc'
    ]
    logoutUrl: '${publicUrl}/signout-oidc'
  }
  api: {
    requestedAccessTokenVersion: 2
    oauth2PermissionScopes: [
      {
        id: '6f0f3a51-2f0b-4a50-9a3c-6a4d5c1f0b10'
        value: 'access_as_user'
        type: 'User'
        isEnabled: true
        adminConsentDisplayName: 'Use PinResetPortal'
        adminConsentDescription: 'Use PinResetPortal as the signed-in person'
      }
    ]
  }
  appRoles: [
    {
      id: '6f0f3a51-2f0b-4a50-9a3c-6a4d5c1f0b01'
      value: 'Reader'
      displayName: 'Reader'
      description: 'Sees everything, changes nothing'
      isEnabled: true
      allowedMemberTypes: [
        'User'
        'Application'
      ]
    }
    {
      id: '6f0f3a51-2f0b-4a50-9a3c-6a4d5c1f0b02'
      value: 'Operator'
      displayName: 'Operator'
      description: 'May run and undo repairs'
      isEnabled: true
      allowedMemberTypes: [
        'User'
        'Application'
      ]
    }
    {
      id: '6f0f3a51-2f0b-4a50-9a3c-6a4d5c1f0b03'
      value: 'Admin'
      displayName: 'Admin'
      description: 'May change settings and tenants'
      isEnabled: true
      allowedMemberTypes: [
        'User'
        'Application'
      ]
    }
  ]
  optionalClaims: {
    idToken: [
      {
        name: 'sid'
        essential: false
        additionalProperties: []
      }
      {
        name: 'login_hint'
        essential: false
        additionalProperties: []
      }
    ]
    accessToken: [
      {
        name: 'idtyp'
        essential: false
        additionalProperties: []
      }
    ]
    saml2Token: []
  }
  requiredResourceAccess: [
    {
      resourceAppId: '00000003-0000-0000-c000-000000000000'
      resourceAccess: [
        {
          id: 'e1fe6dd8-ba31-4d61-89e7-88639da4683d'
          type: 'Scope'
        }
        {
          id: 'c79f8feb-a9db-4090-85f9-90d820caa0eb'
          type: 'Scope'
        }
        {
          id: '9a5d68dd-52b0-4cc2-bd40-abcf44ac3a30'
          type: 'Role'
        }
        {
          id: '06da0dbc-49e2-44d2-8312-53f166ab848a'
          type: 'Scope'
        }
        {
          id: '7ab1d382-f21e-4acd-a863-ba3e13f7da61'
          type: 'Role'
        }
        {
          id: 'f1493658-876a-4c87-8fa7-edb559b3476a'
          type: 'Scope'
        }
        {
          id: 'dc377aa6-52d8-4e23-b271-2a7ae04cedf3'
          type: 'Role'
        }
        {
          id: '8696daa5-bce5-4b2e-83f9-51b6defc4e1e'
          type: 'Scope'
        }
        {
          id: '06a5fe6d-c49d-46a7-b082-56b1b14103c7'
          type: 'Role'
        }
        {
          id: '314874da-47d6-4978-88dc-cf0d37f0bb82'
          type: 'Scope'
        }
        {
          id: '2f51be20-0bb4-4fed-bf7b-db946066c75e'
          type: 'Role'
        }
        {
          id: filter(graph.oauth2PermissionScopes, one => one.value == 'Domain-InternalFederation.Read.All')[0].id
          type: 'Scope'
        }
        {
          id: filter(graph.appRoles, one => one.value == 'Domain-InternalFederation.Read.All')[0].id
          type: 'Role'
        }
        {
          id: 'aec28ec7-4d02-4e8c-b864-50163aea77eb'
          type: 'Scope'
        }
        {
          id: '38d9df27-64da-44fd-b7c5-a6fbac20248f'
          type: 'Role'
        }
        {
          id: 'e4c9e354-4dc5-45b8-9e7c-e1393b0b1a20'
          type: 'Scope'
        }
        {
          id: 'b0afded3-3588-46d8-8b3d-9842eff778da'
          type: 'Role'
        }
        {
          id: 'a6ff13ac-1851-4993-8ca9-a671d70de2d5'
          type: 'Scope'
        }
        {
          id: '8e3bc81b-d2f3-4b7b-838c-32c88218d2f0'
          type: 'Role'
        }
        {
          id: '572fea84-0151-49b2-9301-11cb16974376'
          type: 'Scope'
        }
        {
          id: '246dd0d5-5bd0-4def-940b-0421030a5b68'
          type: 'Role'
        }
        {
          id: 'bdfbf15f-ee85-4955-8675-146e8e5296b5'
          type: 'Scope'
        }
        {
          id: '1bfefb4e-e0b5-418b-a88f-73c46d2cc8e9'
          type: 'Role'
        }
        {
          id: '0883f392-0a7a-443d-8c76-16a6d39c7b63'
          type: 'Scope'
        }
        {
          id: '9241abd9-d0e6-425a-bd4f-47ba86e767a4'
          type: 'Role'
        }
        {
          id: '3404d2bf-2b13-457e-a330-c24615765193'
          type: 'Scope'
        }
        {
          id: '5b07b0dd-2377-4e44-a38d-703f09a0dc3c'
          type: 'Role'
        }
      ]
    }
  ]
}

// Make its service principal in this tenant.
resource principal 'Microsoft.Graph/servicePrincipals@v1.0' = {
  appId: application.appId
  tags: [
    'WindowsAzureActiveDirectoryIntegratedApp'
  ]
}

// Consent for everybody in this tenant to the delegated permissions of Microsoft Graph.
resource grant1 'Microsoft.Graph/oauth2PermissionGrants@v1.0' = {
  clientId: principal.id
  consentType: 'AllPrincipals'
  resourceId: graph.id
  scope: 'openid profile offline_access User.Read Application.Read.All Directory.Read.All DeviceManagementConfiguration.Read.All DeviceManagementServiceConfig.Read.All DeviceManagementManagedDevices.Read.All Domain-InternalFederation.Read.All UserAuthenticationMethod.Read.All AuditLog.Read.All Policy.Read.AuthenticationMethod Policy.Read.All Application.ReadWrite.All DeviceManagementConfiguration.ReadWrite.All DeviceManagementManagedDevices.PrivilegedOperations.All'
}

// Give it the application permission Application.Read.All. Reads the two PIN reset service principals, deleted ones among them, and who is assigned to them.
resource role2 'Microsoft.Graph/appRoleAssignedTo@v1.0' = {
  principalId: principal.id
  resourceId: graph.id
  appRoleId: '9a5d68dd-52b0-4cc2-bd40-abcf44ac3a30'
}

// Give it the application permission Directory.Read.All. Reads the organisation, domains, licences, the groups that policies are assigned to, and the permission grants of the two applications; the grants have no smaller permission to read.
resource role3 'Microsoft.Graph/appRoleAssignedTo@v1.0' = {
  principalId: principal.id
  resourceId: graph.id
  appRoleId: '7ab1d382-f21e-4acd-a863-ba3e13f7da61'
}

// Give it the application permission DeviceManagementConfiguration.Read.All. Reads Intune policies of all six kinds with their settings and assignments.
resource role4 'Microsoft.Graph/appRoleAssignedTo@v1.0' = {
  principalId: principal.id
  resourceId: graph.id
  appRoleId: 'dc377aa6-52d8-4e23-b271-2a7ae04cedf3'
}

// Give it the application permission DeviceManagementServiceConfig.Read.All. Reads the Windows Hello for Business enrolment configurations, which can switch Windows Hello off.
resource role5 'Microsoft.Graph/appRoleAssignedTo@v1.0' = {
  principalId: principal.id
  resourceId: graph.id
  appRoleId: '06a5fe6d-c49d-46a7-b082-56b1b14103c7'
}

// Give it the application permission DeviceManagementManagedDevices.Read.All. Reads the Windows devices (build, edition, last synchronisation), so that the portal can say how many the policy reaches.
resource role6 'Microsoft.Graph/appRoleAssignedTo@v1.0' = {
  principalId: principal.id
  resourceId: graph.id
  appRoleId: '2f51be20-0bb4-4fed-bf7b-db946066c75e'
}

// Give it the application permission Domain-InternalFederation.Read.All. Reads the host of a federated domain's sign-in page, which the reset page must be allowed to open.
resource role7 'Microsoft.Graph/appRoleAssignedTo@v1.0' = {
  principalId: principal.id
  resourceId: graph.id
  appRoleId: filter(graph.appRoles, one => one.value == 'Domain-InternalFederation.Read.All')[0].id
}

// Give it the application permission UserAuthenticationMethod.Read.All. Reads which authentication methods one user has registered, Windows Hello among them.
resource role8 'Microsoft.Graph/appRoleAssignedTo@v1.0' = {
  principalId: principal.id
  resourceId: graph.id
  appRoleId: '38d9df27-64da-44fd-b7c5-a6fbac20248f'
}

// Give it the application permission AuditLog.Read.All. Reads sign-ins to the two PIN reset applications, and whether a user can do multifactor authentication; both need Entra ID P1 in the tenant.
resource role9 'Microsoft.Graph/appRoleAssignedTo@v1.0' = {
  principalId: principal.id
  resourceId: graph.id
  appRoleId: 'b0afded3-3588-46d8-8b3d-9842eff778da'
}

// Give it the application permission Policy.Read.AuthenticationMethod. Reads whether the tenant lets a user have a Temporary Access Pass.
resource role10 'Microsoft.Graph/appRoleAssignedTo@v1.0' = {
  principalId: principal.id
  resourceId: graph.id
  appRoleId: '8e3bc81b-d2f3-4b7b-838c-32c88218d2f0'
}

// Give it the application permission Policy.Read.All. Reads the Conditional Access policies, to say which of them would stop the two PIN reset applications for a user.
resource role11 'Microsoft.Graph/appRoleAssignedTo@v1.0' = {
  principalId: principal.id
  resourceId: graph.id
  appRoleId: '246dd0d5-5bd0-4def-940b-0421030a5b68'
}

// Give it the application permission Application.ReadWrite.All. Creates, enables, restores and opens the two service principals.
resource role12 'Microsoft.Graph/appRoleAssignedTo@v1.0' = {
  principalId: principal.id
  resourceId: graph.id
  appRoleId: '1bfefb4e-e0b5-418b-a88f-73c46d2cc8e9'
}

// Give it the application permission DeviceManagementConfiguration.ReadWrite.All. Creates, assigns, changes and deletes Intune policies.
resource role13 'Microsoft.Graph/appRoleAssignedTo@v1.0' = {
  principalId: principal.id
  resourceId: graph.id
  appRoleId: '9241abd9-d0e6-425a-bd4f-47ba86e767a4'
}

// Give it the application permission DeviceManagementManagedDevices.PrivilegedOperations.All. Asks Windows devices to check in, so that a policy reaches them soon; nothing else of what it allows is used.
resource role14 'Microsoft.Graph/appRoleAssignedTo@v1.0' = {
  principalId: principal.id
  resourceId: graph.id
  appRoleId: '5b07b0dd-2377-4e44-a38d-703f09a0dc3c'
}

// Give whoever runs this the role Admin in the portal.
resource role15 'Microsoft.Graph/appRoleAssignedTo@v1.0' = {
  principalId: admin1Id
  resourceId: principal.id
  appRoleId: '6f0f3a51-2f0b-4a50-9a3c-6a4d5c1f0b03'
}

// Trust the managed identity: its tokens stand for the portal, so there is nothing to keep and nothing that ends.
resource federated 'Microsoft.Graph/applications/federatedIdentityCredentials@v1.0' = {
  name: '${application.uniqueName}/pinresetportal'
#disable-next-line no-hardcoded-env-urls
  issuer: 'https://login.microsoftonline.com/${tenant().tenantId}/v2.0'
  subject: identityPrincipalId
  audiences: [
    'api://AzureADTokenExchange'
  ]
}

output clientId string = application.appId
output settings object = {
#disable-next-line no-hardcoded-env-urls
  AzureAd__Instance: 'https://login.microsoftonline.com/'
  AzureAd__TenantId: tenant().tenantId
  AzureAd__ClientId: application.appId
  AzureAd__ClientCredentials__0__SourceType: 'SignedAssertionFromManagedIdentity'
  AzureAd__ClientCredentials__0__ManagedIdentityClientId: identityClientId
  Portal__PublicUrl: publicUrl
  Portal__AllowedTenants__0: tenant().tenantId
  Portal__Msp: 'false'
  Portal__Repairs: 'true'
  Portal__Grants: 'false'
  Portal__Unattended: 'true'
  Portal__People: 'true'
}
