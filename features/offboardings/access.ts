import { z } from 'zod'
import type { Transaction } from '#adapters/db.ts'
import { clouds } from '#domain/cloud.ts'
import type { Recorder } from '#features/audit/change.ts'
import { isSameTenant, type TenantLink } from '#features/organisations/tenant-link.ts'

/** The write registration that was entered for a case, without its credential. */
export type EnteredAccess = {
  link: TenantLink
  permissions: string[]
  fingerprint: string
  createdBy: string
  createdAt: Date
}

/** A tenant in scope, under the id of the link it is read through. */
export type Access = {
  tenantLinkId: string
  tenant: TenantLink & { tenantId: string | null; name: string }
  entered: EnteredAccess | null
}

const cloud = z.enum(clouds)

/** What each of these tenants can be changed through in a case. A registration of another tenant reaches nothing. */
export const accessOf = async (
  tx: Transaction,
  offboardingId: string,
  tenantLinkIds: readonly string[],
): Promise<Access[]> => {
  const rows = await tx.tenantLink.findMany({
    where: {
      OR: [{ id: { in: [...tenantLinkIds] } }, { purpose: 'offboarding', offboardingId, forgottenAt: null }],
    },
    orderBy: { createdAt: 'desc' },
    select: {
      id: true,
      purpose: true,
      cloud: true,
      tenant: true,
      tenantId: true,
      client: true,
      name: true,
      permissions: true,
      fingerprint: true,
      createdBy: true,
      createdAt: true,
    },
  })
  const linkOf = ({ id, cloud: text, tenant, client }: (typeof rows)[number]): TenantLink => ({
    id,
    cloud: cloud.parse(text),
    tenant,
    client,
  })
  return rows
    .filter(({ id }) => tenantLinkIds.includes(id))
    .map((row) => {
      const found = rows.find(
        (other) => other.purpose === 'offboarding' && other.cloud === row.cloud && isSameTenant(other, row),
      )
      const entered = found && {
        link: linkOf(found),
        permissions: found.permissions,
        fingerprint: found.fingerprint,
        createdBy: found.createdBy,
        createdAt: found.createdAt,
      }
      const { id: tenantLinkId, tenantId, name } = row
      return { tenantLinkId, tenant: { ...linkOf(row), tenantId, name }, entered: entered ?? null }
    })
}

/** Erases the credentials entered for a case, or only the one that is about to be replaced. */
export const forgetAccess = async (
  tx: Transaction,
  record: Recorder,
  offboardingId: string,
  only?: { id: string },
): Promise<void> => {
  const links = await tx.tenantLink.findMany({
    where: { purpose: 'offboarding', offboardingId, forgottenAt: null, ...only },
    select: { id: true },
  })
  for (const { id } of links) {
    await tx.tenantLink.updateMany({ where: { id }, data: { credential: null, forgottenAt: new Date() } })
    record({ kind: 'tenantLink.forgotten', subject: { kind: 'tenantLink', id }, facts: { offboardingId } })
  }
}
