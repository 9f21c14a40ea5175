import { expect, test } from 'vitest'
import en from '#messages/en.json' with { type: 'json' }
import fr from '#messages/fr.json' with { type: 'json' }
import { graphReasons } from './reason.ts'

test.each(graphReasons)('the refusal %s has a sentence in both languages', (reason) => {
  expect(en.refusals).toHaveProperty(reason)
  expect(fr.refusals).toHaveProperty(reason)
})
