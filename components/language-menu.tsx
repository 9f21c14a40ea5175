import { FrameMenu, MenuButton } from './frame-menu.tsx'
import { LanguageIcon } from './icons.tsx'

type LanguageMenuProps = {
  label: string
  current: string
  /** Each named in itself, so that whoever cannot read the page finds theirs. */
  languages: { code: string; name: string }[]
  /** Receives the form field `language`. */
  choose: (form: FormData) => Promise<void>
}

/** The choice of language: a plain form, which works before any script has loaded. */
export function LanguageMenu({ label, current, languages, choose }: LanguageMenuProps) {
  return (
    <FrameMenu
      label={label}
      trigger={
        <>
          <LanguageIcon />
          {current.toUpperCase()}
        </>
      }
    >
      <form action={choose}>
        {languages.map(({ code, name }) => (
          <MenuButton key={code} name="language" value={code} lang={code} current={code === current}>
            {name}
          </MenuButton>
        ))}
      </form>
    </FrameMenu>
  )
}
