import { inOrganisation } from '#adapters/db.ts'
import { settings } from '#adapters/env.ts'
import type { Actor } from '#domain/actor.ts'
import { type Cloud, clouds } from '#domain/cloud.ts'
import { isLanguage, type Language } from '#domain/language.ts'
import { Missing } from '#domain/outcome.ts'
import { permissionsOfRoles, type TenantPermissions } from '#domain/tenant-permission.ts'
import { demand } from '#features/access/actor.ts'

const details = {
  id: true,
  name: true,
  country: true,
  address: true,
  publicName: true,
  controllerName: true,
  dpoContact: true,
  officersAreDpo: true,
  operatorName: true,
  operatorContact: true,
  operatorDpo: true,
  language: true,
  timeZone: true,
  isDemo: true,
} as const

export type Organisation = {
  id: string
  name: string
  /** ISO 3166-1 alpha-2: decides which company of Apple is the recipient. */
  country: string
  address: string | null
  /** Under which name strangers who hold a report may know it; null tells them none. */
  publicName: string | null
  controllerName: string | null
  dpoContact: string | null
  /** Privacy officers here are the statutory DPO, who advises and must not decide (GDPR Art. 38(6)). */
  officersAreDpo: boolean
  /** Who runs the tenant on the organisation's behalf (GDPR Art. 28); null where the organisation does so itself. */
  operatorName: string | null
  operatorContact: string | null
  operatorDpo: string | null
  language: Language
  timeZone: string
  isDemo: boolean
}

/** The actor's organisation. */
export const organisation = async (actor: Actor): Promise<Organisation> => {
  demand(actor, 'organisations:read')
  const row = await inOrganisation(actor.organisationId, (tx) =>
    tx.organisation.findUnique({ where: { id: actor.organisationId }, select: details }),
  )
  if (!row) throw new Missing('organisation')
  return { ...row, language: isLanguage(row.language) ? row.language : 'en' }
}

export type ListedTenantLink = {
  id: string
  name: string
  cloud: Cloud
  tenant: string
  client: string
  credentialKind: 'secret' | 'certificate'
  /** Tells two credentials apart and shows nothing of them. */
  fingerprint: string
  permissions: TenantPermissions
  connectedAt: Date
}

/** The tenants the organisation is read through; never their credentials. */
export const tenantLinks = async (actor: Actor): Promise<ListedTenantLink[]> => {
  demand(actor, 'tenantLinks:read')
  const rows = await inOrganisation(actor.organisationId, (tx) =>
    tx.tenantLink.findMany({
      where: { purpose: 'reading', forgottenAt: null },
      orderBy: { createdAt: 'asc' },
      select: {
        id: true,
        name: true,
        cloud: true,
        tenant: true,
        client: true,
        credentialKind: true,
        fingerprint: true,
        permissions: true,
        createdAt: true,
      },
    }),
  )
  return rows.map(({ createdAt, ...row }) => ({
    ...row,
    cloud: clouds.find((cloud) => cloud === row.cloud) ?? 'custom',
    credentialKind: row.credentialKind === 'certificate' ? 'certificate' : 'secret',
    // A link without a required permission is never stored, so none at all means its token could not be read.
    permissions: permissionsOfRoles(row.permissions.length === 0 ? null : row.permissions),
    connectedAt: createdAt,
  }))
}

/** The clouds a tenant can be in here; the custom one only where this installation knows its addresses. */
export const offeredClouds = (): Cloud[] =>
  clouds.filter((cloud) => cloud !== 'custom' || settings().cloud !== null)
