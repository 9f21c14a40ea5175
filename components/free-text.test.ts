import { describe, expect, it } from 'vitest'
import { isolated } from './free-text.tsx'

describe('what a person wrote, within a sentence of ours', () => {
  it('stands as it is where it sets no direction', () => {
    expect(isolated('L’entrepôt d’Aarhus, חנות')).toBe('L’entrepôt d’Aarhus, חנות')
  })

  it('keeps the direction it sets to itself', () => {
    expect(isolated('\u202Eyas ton')).toBe('\u2068\u202Eyas ton\u2069')
  })
})
