import '../../ui/base.css';
import '@mantine/core/styles.layer.css';
import '@mantine/dates/styles.layer.css';
import '@mantine/notifications/styles.layer.css';
import '@fontsource-variable/source-sans-3/wght.css';
import '@fontsource-variable/source-sans-3/wght-italic.css';
import '@fontsource-variable/source-serif-4/wght.css';
import '@fontsource-variable/source-serif-4/wght-italic.css';
import '@fontsource/source-code-pro/400.css';
import '@fontsource/source-code-pro/600.css';
import { createRoot } from 'react-dom/client';
import { en } from '../../ui/en.ts';
import { startTexts } from '../../ui/i18n.ts';
import { App } from './app.tsx';
import { catalogues } from './screens.ts';

startTexts({ ...catalogues, ui: en }, 'en');

const root = document.getElementById('app');
if (root === null) throw new Error('index.html has no #app');
createRoot(root).render(<App />);
