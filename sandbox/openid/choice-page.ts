import type { Account } from './people.ts'

const escaped = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`)

/** The page that asks who one is. There is no password: nothing that is not invented lies behind it. */
export const choicePage = (people: readonly Account[]): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Sandbox sign-in</title>
<style>
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 24rem; margin: 3rem auto; padding: 0 1rem }
  button { display: block; width: 100%; margin: .5rem 0; padding: .75rem; font: inherit; text-align: left }
</style>
<main>
<h1>Pick an account</h1>
<p>This stands in for Microsoft's sign-in. Everybody here is invented.</p>
<form method="post">
${people.map(({ oid, name, upn }) => `<button name="account" value="${oid}">${escaped(name)}<br><small>${escaped(upn)}</small></button>`).join('\n')}
</form>
</main>
</html>
`
