import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fingerprint, reseal, seal, unseal, vaultKeyId } from './vault.ts'

const organisation = '0192b6a0-0000-7000-8000-000000000001'
const open = (sealed: string, where = organisation) => unseal(where, sealed, async (plain) => plain)

describe('a sealed value', () => {
  test('opens to what was sealed, whatever it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), async (plain) => {
        expect(await open(seal(organisation, plain))).toBe(plain)
      }),
    )
  })

  test('does not open for another organisation', async () => {
    await expect(open(seal(organisation, 'x'), '0192b6a0-0000-7000-8000-000000000009')).rejects.toThrow()
  })

  test('does not open when any character of it was changed', async () => {
    const sealed = seal(organisation, 'a credential')
    for (let at = 0; at < sealed.length; at += 1) {
      const forged = `${sealed.slice(0, at)}${sealed[at] === 'A' ? 'B' : 'A'}${sealed.slice(at + 1)}`
      // The last character of a base64url group holds bits that are not used: such a change is none.
      const isSame = sealed.split('.').every((part, index) => {
        const other = forged.split('.')[index] ?? ''
        return index < 2
          ? part === other
          : Buffer.from(part, 'base64url').equals(Buffer.from(other, 'base64url'))
      })
      if (!isSame) await expect(open(forged), forged).rejects.toThrow()
    }
  })

  test('is sealed anew for its owner alone', async () => {
    const sealed = seal(organisation, 'a credential')
    const anew = await reseal(organisation, sealed)
    expect(anew).not.toBe(sealed)
    expect(anew?.split('.')[1]).toBe(vaultKeyId())
    expect(await open(anew ?? '')).toBe('a credential')
    expect(await reseal('0192b6a0-0000-7000-8000-000000000009', sealed)).toBeNull()
    expect(await reseal(organisation, sealed.replace(vaultKeyId(), '00000000'))).toBeNull()
  })

  test('never holds the text, nor does its fingerprint', () => {
    const sealed = seal(organisation, 'sandbox-reading')
    expect(sealed).not.toContain('sandbox-reading')
    expect(fingerprint('sandbox-reading')).toMatch(/^[0-9a-f]{12}$/)
    expect(seal(organisation, 'sandbox-reading')).not.toBe(sealed)
  })
})
