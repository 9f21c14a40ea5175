import { expect, test } from './pomona.ts'

test('the sign-in page opens in the language of the browser', async ({ visitor, language, words }) => {
  const answer = await visitor.opens('/sign-in')
  expect(answer?.status()).toBe(200)
  await expect(visitor.page.locator('html')).toHaveAttribute('lang', language)
  await visitor.isAt(words('access.signIn.title'))
})

test('a member of the demonstration signs in', async ({ member, words }) => {
  const admin = await member('admin')
  await admin.isAt(words('overview.title'))
})
