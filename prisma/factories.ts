import { randomUUID } from 'node:crypto'
import { fingerprint, seal } from '#adapters/vault.ts'
import type { Actor } from '#domain/actor.ts'
import type { Role } from '#domain/permission.ts'
import { memberActor } from '#features/access/minting.ts'
import type { Prisma } from './generated/client.ts'
import { owner } from './owner.ts'

// Makers of valid rows, written as the tables' owner: a test says only what it is about. Fields are the columns
// that matter to it, by the names of schema.prisma.

let made = 0
const next = () => {
  made += 1
  return made
}

export const makeOrganisation = (fields: Partial<Prisma.OrganisationUncheckedCreateInput> = {}) =>
  owner().organisation.create({ data: { name: `Lindegaard Group ${next()}`, country: 'DK', ...fields } })

export type MadeMember = { actor: Actor; id: string; login: string; name: string; role: Role }

/** A member of an organisation in one role; signs in only if the hash of a password is given. */
export const makeMember = async (
  organisationId: string,
  role: Role,
  fields: {
    name?: string
    login?: string
    language?: string
    endsAt?: Date
    passwordHash?: string
    officersAreDpo?: boolean
  } = {},
): Promise<MadeMember> => {
  const id = randomUUID()
  const number = next()
  const {
    endsAt,
    passwordHash,
    name = `Member ${number}`,
    login = `member-${number}@lindegaard.example`,
    officersAreDpo = true,
  } = fields
  await owner().member.create({
    data: {
      id,
      subject: id,
      login,
      name,
      language: fields.language,
      memberships: { create: { organisationId, role, endsAt } },
      password: passwordHash === undefined ? undefined : { create: { hash: passwordHash } },
    },
  })
  return { id, login, name, role, actor: memberActor({ id, name, organisationId, role, officersAreDpo }) }
}

/** An organisation with a member in each role: where most tests of a command begin. */
export const makeWorld = async (fields: Partial<Prisma.OrganisationUncheckedCreateInput> = {}) => {
  const organisation = await makeOrganisation(fields)
  const { officersAreDpo } = organisation
  const members: Record<Role, MadeMember> = {
    owner: await makeMember(organisation.id, 'owner'),
    admin: await makeMember(organisation.id, 'admin'),
    privacyOfficer: await makeMember(organisation.id, 'privacyOfficer', { officersAreDpo }),
    decider: await makeMember(organisation.id, 'decider'),
    auditor: await makeMember(organisation.id, 'auditor'),
  }
  const actors: Record<Role, Actor> = {
    owner: members.owner.actor,
    admin: members.admin.actor,
    privacyOfficer: members.privacyOfficer.actor,
    decider: members.decider.actor,
    auditor: members.auditor.actor,
  }
  return { organisation, organisationId: organisation.id, members, actors }
}

/** A registration for reading, with a sealed secret that opens nothing unless `secret` says otherwise. */
export const makeTenantLink = (
  organisationId: string,
  {
    secret = 'not-a-secret',
    ...fields
  }: Partial<Prisma.TenantLinkUncheckedCreateInput> & { secret?: string } = {},
) =>
  owner().tenantLink.create({
    data: {
      organisationId,
      purpose: 'reading',
      name: 'Lindegaard',
      cloud: 'custom',
      tenant: 'lindegaard.example',
      client: randomUUID(),
      credentialKind: 'secret',
      credential: seal(organisationId, JSON.stringify({ kind: 'secret', secret })),
      fingerprint: fingerprint(secret),
      permissions: [],
      createdBy: 'Factory',
      ...fields,
    },
  })

/** A finished reading, the next in its organisation. */
export const makeReading = async (
  organisationId: string,
  fields: Partial<Prisma.ReadingUncheckedCreateInput> = {},
) => {
  const last = await owner().reading.aggregate({ where: { organisationId }, _max: { sequence: true } })
  const at = new Date()
  return owner().reading.create({
    data: {
      organisationId,
      sequence: (last._max.sequence ?? 0) + 1,
      state: 'finished',
      requestedBy: 'Factory',
      startedAt: at,
      finishedAt: at,
      ...fields,
    },
  })
}

export const makeAccount = (
  organisationId: string,
  fields: Partial<Prisma.AccountUncheckedCreateInput> = {},
) =>
  owner().account.create({
    data: { organisationId, appleId: `apple-${next()}@lindegaard.example`, since: 1, ...fields },
  })

/** A location token as the first reading found it. */
export const makeConnection = (
  { organisationId, id: tenantLinkId }: { organisationId: string; id: string },
  fields: Partial<Prisma.ConnectionUncheckedCreateInput> = {},
) =>
  owner().connection.create({
    data: {
      organisationId,
      tenantLinkId,
      service: 'vpp',
      externalId: randomUUID(),
      name: `Lindegaard Apps ${next()}`,
      observedSince: new Date(),
      since: 1,
      ...fields,
    },
  })

export const makePerson = (
  { organisationId, id: tenantLinkId }: { organisationId: string; id: string },
  fields: Partial<Prisma.PersonUncheckedCreateInput> = {},
) => {
  const number = next()
  const identity = {
    entraId: randomUUID(),
    upn: `person-${number}@lindegaard.example`,
    name: `Person ${number}`,
  }
  return owner().person.create({
    data: { id: randomUUID(), organisationId, tenantLinkId, ...identity, since: 1, ...fields },
  })
}

export const makeDevice = (
  { organisationId, id: tenantLinkId }: { organisationId: string; id: string },
  fields: Partial<Prisma.DeviceUncheckedCreateInput> = {},
) => {
  const number = next()
  const hardware = {
    intuneId: randomUUID(),
    serial: `LGSERIAL${number}`,
    name: `iPad ${number}`,
    model: 'iPad',
  }
  return owner().device.create({
    data: {
      id: randomUUID(),
      organisationId,
      tenantLinkId,
      ...hardware,
      operatingSystem: 'iPadOS',
      since: 1,
      ...fields,
    },
  })
}
