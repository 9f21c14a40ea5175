import { beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '#domain/actor.ts'
import { catalogue } from '#domain/catalogue/catalogue.ts'
import { Denied } from '#domain/outcome.ts'
import { groupOf, type Service, services } from '#domain/service.ts'
import { clockActor } from '#features/access/minting.ts'
import { auditPage } from '#features/audit/queries.ts'
import { requestReading } from '#features/readings/commands.ts'
import { runReading } from '#features/readings/run-reading.ts'
import { makeTenantLink, makeWorld } from '#prisma/factories.ts'
import { owner } from '#prisma/owner.ts'
import { useSandbox, useTestDatabase } from '#prisma/testing.ts'
import { readClient, tenantId } from '#sandbox/registrations.ts'
import { elementDetail } from './element-detail.ts'
import { revealExample } from './element-example.ts'

useTestDatabase()
useSandbox({ devices: 60 })

let actors: Record<'admin' | 'privacyOfficer' | 'auditor' | 'decider' | 'owner', Actor>
beforeAll(async () => {
  const world = await makeWorld()
  actors = world.actors
  await makeTenantLink(world.organisationId, {
    tenant: tenantId,
    client: readClient.clientId,
    secret: readClient.secret,
  })
  const requested = await requestReading(actors.admin)
  if (!requested.ok) throw new Error(requested.reason)
  const { signal } = new AbortController()
  await runReading(clockActor(world.organisationId), requested.value.readingId, { signal })
})

const example = async (service: Service, element: string, asOf?: Date) =>
  (await elementDetail(actors.auditor, service, element, { lang: 'en', ...(asOf && { asOf }) })).example

describe('an example of a field', () => {
  test('is a value that a reading kept, veiled where it may lead to a person', async () => {
    expect(await example('dep', 'serial_number')).toMatch(/^.{3}••••.{2}$/)
    expect(await example('vpp', 'managed_apple_id_upn')).toMatch(/^(.?)••••@/)
    expect(await example('dep', 'server_name')).not.toContain('•')
  })

  test('is there for what Graph shows alone, and not for a past day', async () => {
    const shown = new Map<Service, string[]>(services.map((service) => [service, []]))
    for (const { group, key, observation } of catalogue.elements)
      for (const service of services.filter((each) => groupOf(each) === group)) {
        if ((await example(service, key)) === null) continue
        expect(observation.observable, `${service}/${key}`).not.toBe('no')
        shown.get(service)?.push(key)
      }
    const enrolment =
      'server_name admin_id serial_number model profile_uuid os device_family profile_name support_phone_number department devices'
    expect(Object.fromEntries(shown)).toEqual({
      apns: [],
      dep: enrolment.split(' '),
      asm: enrolment.split(' '),
      vpp: ['intune_user_id_guid', 'managed_apple_id_upn', 'serial_number'],
    })
    expect(await example('dep', 'serial_number', new Date())).toBeNull()
  })

  test('is shown to whoever may see it and says why; that they looked is on record, the value is not', async () => {
    const why = 'Access request 2026-114'
    const field = { service: 'dep' as const, element: 'serial_number' }
    for (const actor of [actors.auditor, actors.decider, actors.owner])
      expect(() => revealExample(actor, { ...field, why })).toThrow(Denied)
    const revealed = await revealExample(actors.privacyOfficer, { ...field, why })
    const value = revealed.ok ? revealed.value.value : expect.unreachable(revealed.reason)
    expect(await owner().device.count({ where: { serial: value } })).toBeGreaterThan(0)
    const [event] = (await auditPage(actors.auditor)).events
    expect(event).toMatchObject({ kind: 'value.revealed', subject: { id: 'dep/serial_number' } })
    expect(JSON.stringify(event)).toContain(why)
    expect(JSON.stringify(event)).not.toContain(value)
  })

  test('is refused in words where there is none', async () => {
    const nothing = { service: 'apns' as const, element: 'token_push_magic', why: 'To see what it is' }
    expect(await revealExample(actors.privacyOfficer, nothing)).toMatchObject({ reason: 'nothingToReveal' })
  })
})

test('the numbers over time are those that the last reading of each day froze', async () => {
  const { history, population } = await elementDetail(actors.auditor, 'dep', 'serial_number', { lang: 'en' })
  expect(history).toMatchObject([{ count: population.value.devices }])
})
