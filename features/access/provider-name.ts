import { settings } from '#adapters/env.ts'
import { tenantOfIssuer } from '#domain/identity.ts'

/** What people call the place they sign in at; null where there is none but here. */
export const providerName = (): string | null => {
  const issuer = settings().signIn?.issuer
  if (issuer === undefined) return null
  return tenantOfIssuer(issuer) === null ? new URL(issuer).host : 'Microsoft Entra ID'
}
