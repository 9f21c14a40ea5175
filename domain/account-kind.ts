import type { Service } from './service.ts'

/**
 * Which kind of Apple account may be meant. Server tokens and content tokens are downloaded by Managed Apple Accounts;
 * a push certificate may be anybody's (Apple Business guide, "Apple Push Certificates Portal").
 */
export type AccountKind = 'managed' | 'either'

export const accountKindOf = (services: readonly Service[]): AccountKind =>
  services.some((service) => service !== 'apns') ? 'managed' : 'either'
