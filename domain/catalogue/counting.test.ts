import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { catalogue } from './catalogue.ts'
import { populationOf } from './counting.ts'

const countedAs = (of: string) =>
  catalogue.elements.filter((element) => element.counts.of === of).map(({ group, key }) => `${group}/${key}`)

describe('whose number stands beside an element', () => {
  it('counts devices for what is held about each device', () => {
    expect(countedAs('devices')).toEqual([
      'apns/token_push_magic',
      'asm_dep/serial_number',
      'asm_dep/model',
      'asm_dep/description',
      'asm_dep/asset_tag',
      'asm_dep/profile_status',
      'asm_dep/profile_uuid',
      'asm_dep/os',
      'asm_dep/device_family',
      'asm_dep/devices',
      'vpp/serial_number',
    ])
  })

  it('counts people only for the identifier of a person who holds a licence', () => {
    expect(countedAs('people')).toEqual(['vpp/intune_user_id_guid'])
  })

  it('counts the Apple ID on a connection as an administrator', () => {
    expect(countedAs('administrators')).toEqual(['asm_dep/admin_id', 'vpp/managed_apple_id_upn'])
  })

  it('counts nobody where Graph does not show who it is', () => {
    expect(countedAs('none')).toEqual(['asm_dep/device_assigned_by'])
  })

  it('gives at most one number, taken unchanged from the totals', () => {
    const count = fc.nat()
    const totals = fc.record({ devices: count, people: count, administrators: count })
    fc.assert(
      fc.property(fc.constantFrom(...catalogue.elements), totals, (element, found) => {
        const { of } = element.counts
        const expected = { devices: null, people: null, administrators: null }
        expect(populationOf(element, found)).toEqual(
          of === 'organisation' || of === 'none' ? expected : { ...expected, [of]: found[of] },
        )
      }),
    )
  })

  it('never attributes to an element a number of others than those it is about', () => {
    for (const { counts, whose } of catalogue.elements) expect([whose, 'none']).toContain(counts.of)
  })
})
