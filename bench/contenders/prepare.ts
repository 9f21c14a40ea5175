import { makeOrganisation, makeTenantLink } from '#prisma/factories.ts'
import { closeOwner } from '#prisma/owner.ts'
import { readClient, tenantId } from '#sandbox/registrations.ts'
import { contend } from './contend.ts'

export type Prepared = { organisationId: string; tenantLinkId: string }

/** An organisation with a registration at the stand-in, before anything is measured. */
await contend(async (): Promise<Prepared> => {
  const { id: organisationId } = await makeOrganisation()
  const { clientId: client, secret } = readClient
  const link = await makeTenantLink(organisationId, { tenant: tenantId, client, secret })
  await closeOwner()
  return { organisationId, tenantLinkId: link.id }
})
