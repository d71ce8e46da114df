'use client'

import '@xterm/xterm/css/xterm.css'
import { FitAddon } from '@xterm/addon-fit'
import { type ITheme, Terminal as Xterm } from '@xterm/xterm'
import { useEffect, useRef } from 'react'
import type { ClientMessage, ServerMessage } from './live-channel.ts'

export interface TerminalProps {
  label: string
  exited: string
  send: (message: ClientMessage) => boolean
  listen: (listener: (message: ServerMessage) => void) => () => void
}

function themeOf(element: HTMLElement): ITheme {
  const probe = document.createElement('span')
  element.append(probe)
  const read = (token: string) => {
    probe.style.color = `var(${token})`
    return getComputedStyle(probe).color
  }
  const theme: ITheme = {
    background: read('--sheet'),
    foreground: read('--ink'),
    cursor: read('--ink'),
    cursorAccent: read('--sheet'),
    selectionBackground: read('--chart-1-wash'),
    black: read('--ink'),
    white: read('--ink-2'),
    brightBlack: read('--ink-3'),
    brightWhite: read('--ink'),
    red: read('--shu'),
    brightRed: read('--shu'),
    green: read('--code-string'),
    brightGreen: read('--code-string'),
    yellow: read('--chart-2'),
    brightYellow: read('--chart-2'),
    blue: read('--ai'),
    brightBlue: read('--ai'),
    magenta: read('--code-number'),
    brightMagenta: read('--code-number'),
    cyan: read('--chart-3'),
    brightCyan: read('--chart-3'),
  }
  probe.remove()
  return theme
}

/** A real terminal in the sandbox. It opens a shell when it is first shown and again after the line was away. */
export default function Terminal({ label, exited, send, listen }: TerminalProps) {
  const host = useRef<HTMLDivElement>(null)

  useEffect(() => {
    const element = host.current!
    const terminal = new Xterm({
      theme: themeOf(element),
      fontFamily: "'Source Code Pro Variable', 'Noto Sans JP Variable', 'Noto Sans CJK JP', monospace",
      fontSize: 14,
      lineHeight: 1.3,
      minimumContrastRatio: 4.5,
      screenReaderMode: true,
      scrollback: 5_000,
      cursorBlink: !matchMedia('(prefers-reduced-motion: reduce)').matches,
    })
    const fit = new FitAddon()
    terminal.loadAddon(fit)
    terminal.open(element)
    terminal.textarea?.setAttribute('aria-label', label)
    const openShell = () => {
      fit.fit()
      send({ type: 'terminal.open', cols: terminal.cols, rows: terminal.rows })
    }
    const unlisten = listen((message) => {
      if (message.type === 'ready') openShell()
      if (message.type === 'terminal.data') terminal.write(message.data)
      if (message.type === 'terminal.exited') terminal.write(`\r\n\x1b[90m${exited}\x1b[0m\r\n`)
    })
    let isExited = false
    const watchExit = listen((message) => {
      if (message.type === 'terminal.exited') isExited = true
    })
    const typed = terminal.onData((data) => {
      if (isExited) {
        isExited = false
        openShell()
        return
      }
      send({ type: 'terminal.data', data })
    })
    const resized = terminal.onResize(({ cols, rows }) => send({ type: 'terminal.resize', cols, rows }))
    const observer = new ResizeObserver(() => element.offsetWidth > 0 && fit.fit())
    observer.observe(element)
    const repaint = () => {
      terminal.options.theme = themeOf(element)
    }
    const scheme = matchMedia('(prefers-color-scheme: dark)')
    scheme.addEventListener('change', repaint)
    const themed = new MutationObserver(repaint)
    themed.observe(document.documentElement, { attributeFilter: ['data-theme'] })
    openShell()
    return () => {
      scheme.removeEventListener('change', repaint)
      themed.disconnect()
      observer.disconnect()
      unlisten()
      watchExit()
      typed.dispose()
      resized.dispose()
      terminal.dispose()
    }
  }, [label, exited, send, listen])

  return <div ref={host} className="h-full bg-sheet px-3 py-2" />
}
