import { collection, entity } from './answer.ts'
import { notThere } from './refusal.ts'
import { betaOnly, bothVersions, configuration, type Route, serviceConfig } from './route.ts'

/** Reference sections 3, 4 and 8: the organisation, its push certificate and consents. */
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
