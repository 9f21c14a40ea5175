import { settings } from '#adapters/env.ts'
import type { Credential } from '#adapters/graph/credential.ts'
import { openTenant } from '#adapters/graph/tenant-reader.ts'
import { cloudUrls } from '#domain/cloud.ts'
import { done, type Outcome, refused } from '#domain/outcome.ts'
import type { TenantPermissions } from '#domain/tenant-permission.ts'
import type { TenantInput } from './schema.ts'
import type { TenantReason } from './tenant-link.ts'

/** Someone is waiting in front of the form. */
const patienceMs = 30_000

/**
 * What a registration turned out to be; `name` is null when it may not read even that. `tenantId` is the tenant's own
 * id, whichever of its names was typed; null when neither the token nor Graph tells it.
 */
export type Inspection = { tenantId: string | null; name: string | null; permissions: TenantPermissions }

/** What a registration proves itself with, as a person gives it. */
export type Proof = { kind: 'secret'; secret: string } | { kind: 'certificate'; pem: string }

/** Splits what was pasted into certificate and key, each whole with its lines. */
export const credentialOf = (input: Proof): Outcome<Credential, 'badCertificate'> => {
  if (input.kind === 'secret') return done({ kind: 'secret', secret: input.secret })
  const certificatePem = input.pem.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/)?.[0]
  const privateKeyPem = input.pem.match(/-----BEGIN ((?:RSA )?PRIVATE KEY)-----[\s\S]+?-----END \1-----/)?.[0]
  return certificatePem && privateKeyPem
    ? done({ kind: 'certificate', certificatePem, privateKeyPem })
    : refused('badCertificate')
}

/** Signs in to the tenant and reads its name, as a reading would, without keeping anything. */
export const inspectTenant = async (
  input: TenantInput,
  credential: Credential,
): Promise<Outcome<Inspection, TenantReason>> => {
  const urls = cloudUrls(input.cloud, settings().cloud)
  if (!urls) return refused('noCustomCloud')
  const { tenant, client } = input
  const signal = AbortSignal.timeout(patienceMs)
  const opened = await openTenant({ cloudUrls: urls, tenant, client, credential, signal })
  if (!opened.ok) return opened
  const { permissions, tenantId: claimed } = opened.value
  const answer = await opened.value.whole('organisation', null)
  if (!answer.ok && !(answer.reason === 'missingPermission' && permissions.known)) return answer
  const row = answer.ok ? answer.value[0] : undefined
  const tenantId = (claimed ?? row?.externalId)?.toLowerCase() ?? null
  return done({ tenantId, name: row?.name ?? null, permissions })
}
