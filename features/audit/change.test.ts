import { describe, expect, test } from 'vitest'
import { inOrganisation } from '#adapters/db.ts'
import { done, refused } from '#domain/outcome.ts'
import { makeWorld } from '#prisma/factories.ts'
import { owner } from '#prisma/owner.ts'
import { useTestDatabase } from '#prisma/testing.ts'
import { change } from './change.ts'
import { walkChain } from './commands.ts'

useTestDatabase()

const nameOf = (organisationId: string) =>
  inOrganisation(organisationId, async (tx) => (await tx.organisation.findFirstOrThrow()).name)
const events = (organisationId: string) =>
  inOrganisation(organisationId, (tx) => tx.auditEvent.findMany({ orderBy: { sequence: 'asc' } }))
const renamed = { kind: 'organisation.changed', subject: { kind: 'organisation', id: 'self' } } as const

describe('a change', () => {
  test('commits together with its audit event', async () => {
    const { organisationId, actors } = await makeWorld()
    await change(actors.owner, async ({ tx, record }) => {
      await tx.organisation.update({ where: { id: organisationId }, data: { name: 'Lindegaard Holding' } })
      record(renamed)
      return done(null)
    })
    expect(await nameOf(organisationId)).toBe('Lindegaard Holding')
    expect((await events(organisationId)).map((event) => event.kind)).toEqual(['organisation.changed'])
  })

  test('does not commit without an audit event', async () => {
    const { organisationId, actors, organisation } = await makeWorld()
    const silent = change(actors.owner, async ({ tx }) => {
      await tx.organisation.update({ where: { id: organisationId }, data: { name: 'Unrecorded' } })
      return done(null)
    })
    await expect(silent).rejects.toThrow('without an audit event')
    expect(await nameOf(organisationId)).toBe(organisation.name)
  })

  test('rolls back when the audit event cannot be written', async () => {
    const { organisationId, actors, organisation } = await makeWorld()
    await owner().$executeRawUnsafe(
      "alter table audit_event add constraint refuses check (kind <> 'member.invited')",
    )
    const broken = change(actors.owner, async ({ tx, record }) => {
      await tx.organisation.update({ where: { id: organisationId }, data: { name: 'Unrecorded' } })
      record({ ...renamed, kind: 'member.invited' })
      return done(null)
    })
    await expect(broken).rejects.toThrow()
    expect(await nameOf(organisationId)).toBe(organisation.name)
    expect(await events(organisationId)).toEqual([])
  })

  test('a refusal leaves nothing behind, recorded or not', async () => {
    const { organisationId, actors, organisation } = await makeWorld()
    const outcome = await change(actors.owner, async ({ tx, record }) => {
      await tx.organisation.update({ where: { id: organisationId }, data: { name: 'Refused' } })
      record(renamed)
      return refused('notToday')
    })
    expect(outcome).toEqual({ ok: false, reason: 'notToday' })
    expect(await nameOf(organisationId)).toBe(organisation.name)
    expect(await events(organisationId)).toEqual([])
  })

  test('many at once make one unbroken chain', async () => {
    const { organisationId, actors } = await makeWorld()
    await Promise.all(
      Array.from({ length: 25 }, () =>
        change(actors.owner, async ({ record }) => {
          record(renamed)
          return done(null)
        }),
      ),
    )
    expect(await events(organisationId)).toHaveLength(25)
    expect(await walkChain(actors.auditor)).toMatchObject({ checked: 25, fault: null })
  })

  test('names stand beside the chain, never in it', async () => {
    const { organisationId, actors } = await makeWorld()
    await change(actors.owner, async ({ record }) => {
      record({ ...renamed, personal: { invited: 'karen.lind@lindegaard.example' } })
      return done(null)
    })
    const [event] = await events(organisationId)
    const detail = await inOrganisation(organisationId, (tx) => tx.auditDetail.findFirstOrThrow())
    expect(event?.body).not.toContain('karen')
    expect(event?.body).not.toContain(actors.owner.name)
    expect(JSON.parse(detail.detail)).toEqual({
      actor: actors.owner.name,
      invited: 'karen.lind@lindegaard.example',
    })
  })
})
