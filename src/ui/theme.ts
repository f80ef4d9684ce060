import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

/** The look of the product: ink on paper, one deep green-blue accent. Every colour, font and size is here and nowhere else. */

const sea: MantineColorsTuple = ['#eff6f5', '#dceae9', '#b7d6d4', '#8dbfbd', '#62a7a6', '#3c8c8d', '#1f7275', '#0f5a5f', '#0b464b', '#073338'];
const stone: MantineColorsTuple = ['#f8f7f4', '#f1efea', '#e4e1d9', '#d0ccc2', '#b2aea3', '#8f8c82', '#6f6d65', '#54534d', '#393a37', '#232625'];
const clay: MantineColorsTuple = ['#fdf1ec', '#f9ded3', '#f1bba6', '#e89675', '#df744b', '#cf5a2e', '#b3461e', '#963817', '#7a2c11', '#5d1f0a'];
const amber: MantineColorsTuple = ['#fdf6e3', '#f8e9bf', '#efd489', '#e4bb4f', '#d5a125', '#b98510', '#946704', '#7a5403', '#604103', '#463002'];
const sky: MantineColorsTuple = ['#eef4fb', '#d9e6f5', '#b1cdea', '#86b1de', '#5f96d0', '#417dbd', '#2c659f', '#205083', '#183f69', '#112f50'];

/** Mantine's greys of the dark scheme, in the tint of ours. */
const night: MantineColorsTuple = ['#e7e9e5', '#b7bfbb', '#98a29e', '#727c7a', '#3d4748', '#2c3536', '#222a2b', '#1c2223', '#151a1b', '#101415'];

const INTERFACE = "'Source Sans 3 Variable', 'Source Sans 3', system-ui, sans-serif";
const READING = "'Source Serif 4 Variable', 'Source Serif 4', Georgia, serif";
const CODE = "'Source Code Pro', ui-monospace, monospace";

export const theme = createTheme({
  colors: { sea, stone, clay, amber, sky, gray: stone, dark: night },
  primaryColor: 'sea',
  primaryShade: { light: 7, dark: 6 },
  autoContrast: true,
  luminanceThreshold: 0.3,
  white: '#ffffff',
  black: '#1a2324',
  fontFamily: INTERFACE,
  fontFamilyMonospace: CODE,
  fontSizes: { xs: '0.8125rem', sm: '0.9375rem', md: '1.0625rem', lg: '1.1875rem', xl: '1.375rem' },
  lineHeights: { xs: '1.4', sm: '1.45', md: '1.5', lg: '1.5', xl: '1.5' },
  headings: { fontFamily: INTERFACE, fontWeight: '600', sizes: { h1: { fontSize: '1.75rem', lineHeight: '1.25' }, h2: { fontSize: '1.25rem', lineHeight: '1.35' }, h3: { fontSize: '1.0625rem', lineHeight: '1.4' } } },
  defaultRadius: 'sm',
  radius: { xs: '2px', sm: '4px', md: '6px', lg: '10px', xl: '16px' },
  shadows: { xs: 'none', sm: '0 1px 2px rgb(20 30 30 / 8%)', md: '0 4px 16px rgb(20 30 30 / 10%)', lg: '0 10px 32px rgb(20 30 30 / 14%)', xl: '0 16px 48px rgb(20 30 30 / 18%)' },
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: 'sm' } },
    TextInput: { defaultProps: { size: 'sm' } },
    PasswordInput: { defaultProps: { size: 'sm' } },
    Select: { defaultProps: { size: 'sm', comboboxProps: { shadow: 'md' } } },
    Modal: { defaultProps: { centered: true, radius: 'md', overlayProps: { backgroundOpacity: 0.45 }, transitionProps: { duration: 120 } } },
    Menu: { defaultProps: { shadow: 'md', radius: 'md', transitionProps: { duration: 80 } } },
    Tooltip: { defaultProps: { openDelay: 300, transitionProps: { duration: 80 }, events: { hover: true, focus: true, touch: true } } },
    Skeleton: { defaultProps: { radius: 'sm' } },
    DatePicker: { defaultProps: { weekendDays: [] } },
    DatePickerInput: { defaultProps: { weekendDays: [] } },
    DateInput: { defaultProps: { weekendDays: [] } },
    Anchor: { defaultProps: { underline: 'hover' } },
  },
});

/** Colours by meaning. Components use these names (`var(--ink)`), never a raw colour. */
const light = {
  '--paper': '#faf9f6',
  '--sheet': '#ffffff',
  '--rail': '#f3f1ec',
  '--well': '#f5f3ee',
  '--ink': '#1a2324',
  '--ink-soft': '#4c5857',
  '--ink-faint': '#646e6c',
  '--line': '#e3e0d8',
  '--line-strong': '#8a8f8a',
  '--accent': '#0f5a5f',
  '--accent-wash': '#e6f0ef',
  '--hover': '#f1f5f3',
  '--state-qualified': '#0d6a5b',
  '--state-training': '#2c659f',
  '--state-soon': '#85590a',
  '--state-overdue': '#b3401a',
  '--state-missing': '#6a4a68',
  '--state-quiet': '#646e6c',
  '--warn-wash': '#fbf1d8',
  '--bad-wash': '#fbeae2',
  '--good-wash': '#e3f1ec',
  '--changed': '#fbf3d6',
  '--inserted': '#d9efe4',
  '--deleted': '#f8ddd2',
  '--band': '#7a3d00',
  '--band-ink': '#ffffff',
};
const dark: typeof light = {
  '--paper': '#151a1b',
  '--sheet': '#1c2223',
  '--rail': '#181e1f',
  '--well': '#222a2b',
  '--ink': '#e7e9e5',
  '--ink-soft': '#b7bfbb',
  '--ink-faint': '#98a29e',
  '--line': '#2f3839',
  '--line-strong': '#727c7a',
  '--accent': '#7cc0be',
  '--accent-wash': '#1d3335',
  '--hover': '#232c2d',
  '--state-qualified': '#6ec6ae',
  '--state-training': '#8db9ea',
  '--state-soon': '#e2b94f',
  '--state-overdue': '#f09a74',
  '--state-missing': '#d0a6cb',
  '--state-quiet': '#98a29e',
  '--warn-wash': '#3a301a',
  '--bad-wash': '#3d251c',
  '--good-wash': '#1b342d',
  '--changed': '#383018',
  '--inserted': '#1c4133',
  '--deleted': '#4d2a1f',
  '--band': '#f0b35a',
  '--band-ink': '#241400',
};

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {
    '--font-interface': INTERFACE,
    '--font-reading': READING,
    '--font-code': CODE,
    '--row': '36px',
    '--header': '56px',
    '--rail-width': '220px',
    '--measure': '40rem',
  },
  light: { ...light, ...mantineNames(light), '--mantine-color-error': light['--state-overdue'] },
  dark: { ...dark, ...mantineNames(dark), '--mantine-color-sea-light': '#213b3d', '--mantine-color-sea-light-hover': '#29484b', '--mantine-color-sea-light-color': '#a3d5d3', '--mantine-color-error': dark['--state-overdue'] },
});

function mantineNames(tokens: typeof light): Record<string, string> {
  return {
    '--mantine-color-body': tokens['--sheet'],
    '--mantine-color-text': tokens['--ink'],
    '--mantine-color-dimmed': tokens['--ink-faint'],
    '--mantine-color-placeholder': tokens['--ink-faint'],
    '--mantine-color-anchor': tokens['--accent'],
    '--mantine-color-default': tokens['--sheet'],
    '--mantine-color-default-color': tokens['--ink'],
    '--mantine-color-default-hover': tokens['--hover'],
    '--mantine-color-default-border': tokens['--line'],
  };
}
