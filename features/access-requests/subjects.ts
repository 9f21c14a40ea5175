import { inOrganisation, type Transaction } from '#adapters/db.ts'
import type { RequestSubject } from '#domain/access-request.ts'
import type { Actor } from '#domain/actor.ts'
import { demand } from '#features/access/actor.ts'
import { first, soughtDevices } from '#features/devices/list-devices.ts'
import { soughtPeople } from '#features/people/list-people.ts'
import { readingInForce } from '#features/readings/queries.ts'

/** Somebody a request may be about. */
export type SubjectFound = {
  subject: Exclude<RequestSubject, 'nobody'>
  id: string
  name: string
  /** What tells them from others of the same name. */
  detail: string | null
  /** Of a person found by a device of theirs: its serial number, and whether it is theirs now. */
  through: { serial: string | null; isNow: boolean } | null
}

const most = 20

/**
 * Whom somebody may mean who names a user principal name, an e-mail address, a name, a serial number or an Apple ID. A
 * device stands for the people who have or had it; only one that nobody had stands for itself.
 */
export const subjectsFor = (actor: Actor, about: string): Promise<SubjectFound[]> => {
  demand(actor, 'accessRequests:handle')
  return inOrganisation(actor.organisationId, async (tx) => {
    const reading = await readingInForce(tx, new Date())
    const sought = {
      ...{ text: about.trim(), sequence: reading?.sequence ?? 0 },
      ...{ after: first, most, isExactFirst: true },
    }
    const people = await tx.person.findMany({ where: await soughtPeople(tx, sought), take: most })
    const devices = await tx.device.findMany({ where: await soughtDevices(tx, sought), take: most })
    const found = [
      ...people.map((person) => personFound(person, null)),
      ...(await Promise.all(devices.map((device) => foundThrough(tx, device)))).flat(),
      ...(await accountsNamed(tx, sought.text)),
    ]
    return [...new Map(found.map((each) => [`${each.subject} ${each.id}`, each])).values()]
  })
}

type Named = { id: string; name: string | null; upn: string | null; email: string | null; entraId: string }

const personFound = (
  { id, name, upn, email, entraId }: Named,
  through: SubjectFound['through'],
): SubjectFound => ({
  ...{ subject: 'person', id, through },
  name: name ?? upn ?? entraId,
  detail: name === null ? null : (upn ?? email),
})

type DeviceRow = {
  id: string
  serial: string | null
  name: string | null
  model: string | null
  personId: string | null
}

const foundThrough = async (
  tx: Transaction,
  { id, serial, name, model, personId }: DeviceRow,
): Promise<SubjectFound[]> => {
  const past = await tx.devicePastUser.findMany({ where: { deviceId: id }, select: { personId: true } })
  const ids = [...(personId === null ? [] : [personId]), ...past.map((each) => each.personId)]
  const people = await tx.person.findMany({ where: { id: { in: ids } } })
  if (people.length > 0) {
    return people
      .map((person) => personFound(person, { serial, isNow: person.id === personId }))
      .toSorted((a, b) => Number(b.through?.isNow) - Number(a.through?.isNow))
  }
  return [{ subject: 'device', id, name: serial ?? name ?? id, detail: model, through: null }]
}

/** An Apple ID counts as a whole: who is asked for by a part of one is not found by it. */
const accountsNamed = async (tx: Transaction, text: string): Promise<SubjectFound[]> => {
  const accounts = await tx.account.findMany({
    where: { appleId: { equals: text, mode: 'insensitive' } },
    select: { id: true, appleId: true },
    take: most,
  })
  return accounts.map(({ id, appleId }) => ({
    ...{ subject: 'account' as const, id, name: appleId },
    ...{ detail: null, through: null },
  }))
}

/** What stands for whom a request is about; null once that is no longer known here. */
export const subjectNamed = (
  actor: Actor,
  subject: RequestSubject,
  id: string | null,
): Promise<{ name: string; href: string } | null> => {
  demand(actor, 'accessRequests:read')
  if (id === null) return Promise.resolve(null)
  return inOrganisation(actor.organisationId, async (tx) => {
    if (subject === 'person') {
      const person = await tx.person.findFirst({ where: { id } })
      return person && { name: personFound(person, null).name, href: `/people/${id}` }
    }
    if (subject === 'device') {
      const device = await tx.device.findFirst({ where: { id } })
      return device && { name: device.serial ?? device.name ?? id, href: `/devices/${id}` }
    }
    const account = await tx.account.findFirst({ where: { id }, select: { appleId: true } })
    return account && { name: account.appleId, href: `/accounts/${id}` }
  })
}
