/** Apple's services, under the names Microsoft's page uses. Current Apple names are words, in `messages`. */
export const services = ['apns', 'dep', 'asm', 'vpp'] as const
export type Service = (typeof services)[number]

/** The three headings of Microsoft's page: DEP and ASM share their rows. */
export const serviceGroups = ['apns', 'asm_dep', 'vpp'] as const
export type ServiceGroup = (typeof serviceGroups)[number]

/** The heading under which Microsoft's page lists what this service receives. */
export const groupOf = (service: Service): ServiceGroup =>
  service === 'dep' || service === 'asm' ? 'asm_dep' : service

/** What makes data flow: the push certificate, an enrolment program token, a location token. */
export const connectionKinds = ['pushCertificate', 'enrolmentToken', 'locationToken'] as const
export type ConnectionKind = (typeof connectionKinds)[number]

/** Kind of the connections behind a service. */
export const kindOf = (service: Service): ConnectionKind =>
  service === 'apns' ? 'pushCertificate' : service === 'vpp' ? 'locationToken' : 'enrolmentToken'
