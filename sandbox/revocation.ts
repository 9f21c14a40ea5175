import type { JsonObject } from './json.ts'
import type { AppHolding, LocationToken, Tenant } from './tenant/records.ts'

/** One accepted `revokeLicenses`: its end is decided when asked, and takes effect at `settlesAt`. */
export type Revocation = {
  tokenId: string
  askedAt: number
  settlesAt: number
  settled: boolean
  losing: ReadonlySet<string>
  total: number
  failureReason: 'none' | 'internalError' | 'expiredVppToken' | 'expiredApplePushNotificationCertificate'
}

const holdingsOf = (tenant: Tenant, tokenId: string): AppHolding[] =>
  tenant.apps.filter(({ app }) => app.vppTokenId === tokenId)

const failureOf = (tenant: Tenant, token: LocationToken, at: number): Revocation['failureReason'] => {
  const push = tenant.pushCertificate
  const pushExpiry = push?.appleIdentifier === '' ? null : push?.expirationDateTime
  if (typeof pushExpiry !== 'string' || Date.parse(pushExpiry) <= at)
    return 'expiredApplePushNotificationCertificate'
  return Date.parse(token.expirationDateTime) <= at ? 'expiredVppToken' : 'none'
}

/**
 * Decides what a revocation will do, by Microsoft's "Manage volume purchased apps" page. Licences of an app that is
 * still assigned stay: removing the assignment comes first. So do those of devices that have left Intune, unless
 * `untracked` ones are asked for. An expired token or push certificate fails them all.
 */
export const startRevocation = (
  tenant: Tenant,
  token: LocationToken,
  { at, lasts, untracked }: { at: number; lasts: number; untracked: boolean },
): Revocation => {
  const managed = new Set(tenant.devices.map(({ id }) => id))
  const holdings = holdingsOf(tenant, token.id)
  const general = failureOf(tenant, token, at)
  const freed = general === 'none' ? holdings.filter(({ assignments }) => assignments.length === 0) : []
  const revocable = freed
    .flatMap(({ licences }) => licences)
    .filter(({ managedDeviceId }) => untracked || managedDeviceId === null || managed.has(managedDeviceId))
  const losing = new Set(revocable.map(({ id }) => id))
  const total = holdings.reduce((sum, { licences }) => sum + licences.length, 0)
  const failureReason = general === 'none' && losing.size < total ? 'internalError' : general
  return {
    tokenId: token.id,
    askedAt: at,
    settlesAt: at + lasts,
    settled: false,
    losing,
    total,
    failureReason,
  }
}

/** Takes away the licences of every revocation whose time has come. */
export const settleRevocations = (tenant: Tenant, revocations: readonly Revocation[], now: number): void => {
  for (const revocation of revocations) {
    if (revocation.settled || revocation.settlesAt > now) continue
    for (const holding of holdingsOf(tenant, revocation.tokenId))
      holding.licences = holding.licences.filter(({ id }) => !revocation.losing.has(id))
    revocation.settled = true
  }
}

/** The revocation as `tokenActionResults` shows it: pending, then active, then done or failed with counts. */
export const actionResult = (revocation: Revocation, now: number): JsonObject => {
  const { askedAt, settlesAt, settled, losing, total, failureReason } = revocation
  const failed = total - losing.size
  const begun = now - askedAt >= (settlesAt - askedAt) / 3
  const ended = failed > 0 && losing.size === 0 ? 'failed' : 'done'
  return {
    '@odata.type': '#microsoft.graph.vppTokenRevokeLicensesActionResult',
    actionName: 'revokeLicenses',
    actionState: settled ? ended : begun ? 'active' : 'pending',
    startDateTime: new Date(askedAt).toISOString(),
    lastUpdatedDateTime: new Date(
      settled ? settlesAt : begun ? Math.min(now, settlesAt) : askedAt,
    ).toISOString(),
    totalLicensesCount: settled ? total : 0,
    failedLicensesCount: settled ? failed : 0,
    actionFailureReason: settled ? failureReason : 'none',
  }
}
