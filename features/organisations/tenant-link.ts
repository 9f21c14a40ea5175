import type { Transaction } from '#adapters/db.ts'
import { settings } from '#adapters/env.ts'
import type { Credential } from '#adapters/graph/credential.ts'
import type { GraphReason } from '#adapters/graph/reason.ts'
import type { Registration } from '#adapters/graph/sign-in.ts'
import { seal, unseal } from '#adapters/vault.ts'
import { type Cloud, clouds, cloudUrls } from '#domain/cloud.ts'
import { done, type Outcome, refused } from '#domain/outcome.ts'

/** One registration at Microsoft, without its credential. */
export type TenantLink = { id: string; cloud: Cloud; tenant: string; client: string }

/**
 * Whether two links of one cloud lead to one tenant. It may be typed as its id or as any of its domains, and a domain
 * can move to another tenant: the tenant's own id decides, and what was typed only where an id is not known.
 */
export const isSameTenant = (one: Named, other: Named): boolean =>
  one.tenantId !== null && other.tenantId !== null
    ? one.tenantId === other.tenantId
    : one.tenant === other.tenant
type Named = { tenantId: string | null; tenant: string }

const cloudOf = (text: string): Cloud => clouds.find((cloud) => cloud === text) ?? 'custom'

/** The links an organisation is read through. */
export const readingLinks = async (tx: Transaction): Promise<TenantLink[]> => {
  const rows = await tx.tenantLink.findMany({
    where: { purpose: 'reading', forgottenAt: null },
    orderBy: { createdAt: 'asc' },
    select: { id: true, cloud: true, tenant: true, client: true },
  })
  return rows.map((row) => ({ ...row, cloud: cloudOf(row.cloud) }))
}

/** The credential as it is stored: sealed for this organisation. */
export const sealCredential = (organisationId: string, credential: Credential): string =>
  seal(organisationId, JSON.stringify(credential))

/**
 * The registration with its opened credential, for calls that happen after this transaction: keep it no longer than
 * they take. `noTenantLink` when the credential was forgotten, `noCustomCloud` when this installation no longer knows
 * where a custom cloud lives.
 */
export const openRegistration = async (
  tx: Transaction,
  organisationId: string,
  link: TenantLink,
): Promise<Outcome<Registration, 'noTenantLink' | 'noCustomCloud'>> => {
  const urls = cloudUrls(link.cloud, settings().cloud)
  if (!urls) return refused('noCustomCloud')
  const row = await tx.tenantLink.findFirst({
    where: { id: link.id, forgottenAt: null },
    select: { credential: true },
  })
  if (!row?.credential) return refused('noTenantLink')
  const { tenant, client } = link
  return unseal(organisationId, row.credential, async (plain) =>
    done({ cloudUrls: urls, tenant, client, credential: JSON.parse(plain) }),
  )
}

/** Why a tenant could not be opened. */
export type TenantReason = GraphReason | 'noTenantLink' | 'noCustomCloud'
