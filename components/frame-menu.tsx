'use client'

import { type ReactNode, useId } from 'react'
import classes from './frame-menu.module.css'
import { HiddenText } from './hidden-text.tsx'
import { ChevronIcon, TickIcon } from './icons.tsx'
import { QuietLink } from './quiet-link.tsx'

type FrameMenuProps = {
  /** Says what the menu is for, after whatever words the trigger shows. */
  label: string
  trigger: ReactNode
  /** `block`: the trigger fills its column, as the organisation switcher does. */
  shape?: 'compact' | 'block'
  children: ReactNode
}

/** A button with a panel of choices. The browser's popover gives light dismissal, Escape and focus order. */
export function FrameMenu({ label, trigger, shape = 'compact', children }: FrameMenuProps) {
  const id = useId()
  return (
    <div className={classes.menu} data-shape={shape}>
      <button type="button" className={classes.trigger} popoverTarget={id} title={label}>
        <span className={classes.triggerText}>{trigger}</span>
        <HiddenText>{label}</HiddenText>
        <ChevronIcon />
      </button>
      <div id={id} popover="auto" className={classes.panel}>
        {children}
      </div>
    </div>
  )
}

/** A choice made closes its panel: the page may change beneath it without being loaded anew. */
const closePanel = (choice: HTMLElement) =>
  choice.closest<HTMLElement>(`.${classes.panel}`)?.togglePopover(false)

type MenuLinkProps = { href: string; current?: boolean; children: ReactNode }

/** A choice that leads somewhere. */
export function MenuLink({ href, current, children }: MenuLinkProps) {
  return (
    <QuietLink
      href={href}
      className={classes.choice}
      aria-current={current ? 'true' : undefined}
      onClick={(event) => closePanel(event.currentTarget)}
    >
      <span>{children}</span>
      {current ? <TickIcon /> : null}
    </QuietLink>
  )
}

type MenuButtonProps = {
  current?: boolean
  onClick?: () => void
  /** With both, the button submits the form it stands in. */
  name?: string
  value?: string
  /** The language of the words, where it is not the page's. */
  lang?: string
  children: ReactNode
}

/** A choice that does something: calls `onClick`, or submits the form it stands in. */
export function MenuButton({ current, onClick, name, value, lang, children }: MenuButtonProps) {
  return (
    <button
      type={onClick ? 'button' : 'submit'}
      className={classes.choice}
      aria-pressed={current}
      onClick={(event) => {
        onClick?.()
        closePanel(event.currentTarget)
      }}
      name={name}
      value={value}
      lang={lang}
    >
      <span>{children}</span>
      {current ? <TickIcon /> : null}
    </button>
  )
}

/** Words in a menu that are not a choice, such as who is signed in. */
export function MenuNote({ children }: { children: ReactNode }) {
  return <p className={classes.note}>{children}</p>
}
