'use client'

import { useMantineColorScheme } from '@mantine/core'
import { useMounted } from '@mantine/hooks'
import { FrameMenu, MenuButton } from './frame-menu.tsx'
import { MoonIcon, SunIcon } from './icons.tsx'
import classes from './theme-menu.module.css'

type Scheme = 'light' | 'dark' | 'auto'

const schemes: Scheme[] = ['light', 'dark', 'auto']

/** Light, dark, or as the device has it; remembered in this browser. */
export function ThemeMenu({ label, words }: { label: string; words: Record<Scheme, string> }) {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  // The choice is kept in the browser, so the server's page cannot mark it without being contradicted.
  const isKnown = useMounted()
  return (
    <FrameMenu
      label={label}
      trigger={
        <>
          <span className={classes.light}>
            <SunIcon />
          </span>
          <span className={classes.dark}>
            <MoonIcon />
          </span>
        </>
      }
    >
      {schemes.map((scheme) => (
        <MenuButton
          key={scheme}
          current={isKnown && scheme === colorScheme}
          onClick={() => setColorScheme(scheme)}
        >
          {words[scheme]}
        </MenuButton>
      ))}
    </FrameMenu>
  )
}
