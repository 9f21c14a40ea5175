import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { changedFields, maskedMailbox, maskedPhone, nothingStated } from './custody.ts'

describe('what is masked', () => {
  it.each([
    ['mdm@lindegaard.example', 'm•••@lindegaard.example'],
    ['m@lindegaard.example', 'm•••@lindegaard.example'],
    ['a mailbox', 'a•••'],
    ['@nobody', '@•••'],
  ])('%s is shown as %s', (mailbox, shown) => {
    expect(maskedMailbox(mailbox)).toBe(shown)
  })

  it.each([
    ['+45 55 55 01 42', '••• 42'],
    ['55550142', '••• 42'],
    ['12345', '•••'],
    ['ask the service desk', '•••'],
  ])('%s is shown as %s', (phone, shown) => {
    expect(maskedPhone(phone)).toBe(shown)
  })

  it('never tells more than two digits of a number, nor more than one letter before an address’s @', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (text) => {
        expect(maskedPhone(text).replaceAll(/\D/g, '').length).toBeLessThanOrEqual(2)
        const [before = ''] = maskedMailbox(`${text}@lindegaard.example`).split('•••')
        expect(before.length).toBeLessThanOrEqual(2)
      }),
    )
  })
})

it('two versions differ in the fields that say something else', () => {
  const one = { ...nothingStated, holder: 'Jonas', mailbox: 'm@lindegaard.example' }
  expect(changedFields(one, { ...one, holder: null, note: 'n' })).toEqual(['holder', 'note'])
  expect(changedFields(one, { ...one })).toEqual([])
})
