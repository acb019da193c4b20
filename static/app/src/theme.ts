// biome-ignore lint/correctness/noUnresolvedImports: Biome does not read the package.json that this folder consists of.
import { setGlobalTheme } from '@atlaskit/tokens/set-global-theme';

/** Puts the tokens into the page; the themes are chunks of their own, and only those named here are loaded. */
export async function applyTheme(colorMode: string | undefined): Promise<void> {
  await setGlobalTheme({
    colorMode: colorMode === 'dark' || colorMode === 'light' ? colorMode : 'auto',
    light: 'light',
    dark: 'dark',
    spacing: 'spacing',
    typography: 'typography',
    shape: 'shape',
    motion: 'motion',
  });
}
