import { hashPassword } from '#adapters/passwords.ts'
import { makeTenantLink, makeWorld } from '#prisma/factories.ts'
import { closeOwner, owner } from '#prisma/owner.ts'
import { readClient, tenantId } from '#sandbox/registrations.ts'
import { contend } from './contend.ts'

export type ChaosOrganisation = {
  organisationId: string
  tenantLinkId: string
  /** How members sign in, by their role. */
  logins: Record<string, string>
}

/** An organisation with a member in each role, who all sign in with the same password, and a registration. */
await contend(async ({ password, name }: { password: string; name: string }): Promise<ChaosOrganisation> => {
  const { organisationId, members } = await makeWorld({ name })
  const hash = await hashPassword(password)
  const logins: Record<string, string> = {}
  for (const [role, { id }] of Object.entries(members)) {
    const login = `${role.toLowerCase()}-${id}@lindegaard.example`
    await owner().member.update({ where: { id }, data: { login, password: { create: { hash } } } })
    logins[role] = login
  }
  const { clientId: client, secret } = readClient
  const link = await makeTenantLink(organisationId, { tenant: tenantId, tenantId, client, secret })
  await closeOwner()
  return { organisationId, tenantLinkId: link.id, logins }
})
