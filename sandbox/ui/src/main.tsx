import './base.css';
import './top/top.css';
import './story/story.css';
import './windows.css';
import './jira/jira.css';
import './confluence/confluence.css';
import './slack/slack.css';
import './backstage/backstage.css';
// biome-ignore lint/correctness/noUnresolvedImports: Biome does not read the package.json that this folder consists of.
import { setGlobalTheme } from '@atlaskit/tokens/set-global-theme';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { App } from './app';
import { followChanges } from './changes';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element with the id root');

// The frames are shown in the light theme, and so is what surrounds them.
await setGlobalTheme({
  colorMode: 'light',
  light: 'light',
  spacing: 'spacing',
  typography: 'typography',
  shape: 'shape',
});

const queries = new QueryClient({ defaultOptions: { queries: { retry: 1, refetchOnWindowFocus: false } } });
followChanges(queries);

createRoot(root).render(
  <QueryClientProvider client={queries}>
    <App />
  </QueryClientProvider>,
);
