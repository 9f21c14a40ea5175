import { makeOrganisation, makeTenantLink } from '#prisma/factories.ts'
import { closeOwner } from '#prisma/owner.ts'
import { readClient, tenantId } from '#sandbox/registrations.ts'
import { contend } from './contend.ts'

/** Readings that are compared need a link of the same id: marks follow from it. */
export type PrepareJob = { linkId?: string }
export type Prepared = { organisationId: string; tenantLinkId: string }

/** An organisation with a registration at the stand-in, before anything is measured. */
await contend(async ({ linkId }: PrepareJob): Promise<Prepared> => {
  const { id: organisationId } = await makeOrganisation()
  const { clientId: client, secret } = readClient
  const registration = { tenant: tenantId, client, secret, ...(linkId && { id: linkId }) }
  const link = await makeTenantLink(organisationId, registration)
  await closeOwner()
  return { organisationId, tenantLinkId: link.id }
})
