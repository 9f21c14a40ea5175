import { collection, entity } from './answer.ts'
import { GraphRefusal, notThere } from './refusal.ts'
import { betaOnly, bothVersions, configuration, managedDevices, type Route, serviceConfig } from './route.ts'

/** Reference sections 3, 4 and 8: the organisation, its push certificate, consents, audit events and people. */
export const organisationRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: 'organization',
    versions: bothVersions,
    scopes: [...serviceConfig.read, 'Organization.Read.All'],
    directory: true,
    reply: (call) => collection(call, 'organization', [call.state.tenant().organisation]),
  },
  {
    method: 'GET',
    path: 'users/{}',
    versions: bothVersions,
    scopes: ['User.ReadBasic.All', 'User.Read.All', ...managedDevices.read],
    directory: true,
    reply: (call) => {
      const [wanted = ''] = call.params
      const person = call.state
        .tenant()
        .people.find(
          ({ id, userPrincipalName, left }) => !left && (id === wanted || userPrincipalName === wanted),
        )
      if (!person)
        throw new GraphRefusal(
          404,
          'Request_ResourceNotFound',
          `Resource '${wanted}' does not exist or one of its queried reference-property objects are not present.`,
        )
      return entity(call, 'user', person)
    },
  },
  {
    method: 'GET',
    path: 'deviceManagement',
    versions: bothVersions,
    scopes: [...serviceConfig.read, ...configuration.read],
    reply: (call) => entity(call, 'deviceManagement', call.state.tenant().deviceManagement),
  },
  {
    method: 'GET',
    path: 'deviceManagement/applePushNotificationCertificate',
    versions: bothVersions,
    scopes: serviceConfig.read,
    reply: (call) => {
      const { pushCertificate } = call.state.tenant()
      if (!pushCertificate) throw notThere()
      return entity(call, 'applePushNotificationCertificate', pushCertificate)
    },
  },
  {
    method: 'GET',
    path: 'deviceManagement/dataSharingConsents',
    versions: betaOnly,
    scopes: [...configuration.read, ...serviceConfig.write],
    reply: (call) => collection(call, 'dataSharingConsent', call.state.tenant().consents),
  },
]
