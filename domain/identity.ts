/** The way back from the provider is `/api/auth/callback/` and this. */
export const providerId = 'sso'

/** Who somebody is at the issuer that they sign in at. Never an address: those change hands. */
export type Identity = {
  issuer: string
  subject: string
  name: string
  /** What they call themselves there, to be shown. */
  called: string
  /** When they last showed there that it is them; null where the issuer does not say. */
  provenAt: Date | null
}

/** The tenant an issuer of Entra names in its path (Microsoft Learn, "ID token claims reference", `iss`); null elsewhere. */
export const tenantOfIssuer = (issuer: string): string | null =>
  /^https?:\/\/[^/]+\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\/v2\.0$/i
    .exec(issuer)?.[1]
    ?.toLowerCase() ?? null
