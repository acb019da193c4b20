import './app.css';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { followTheme, loadContext } from './api';
import { Page } from './page';
import { applyTheme } from './theme';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element with the id root');

const context = await loadContext();
// A host that cannot switch themes leaves the page in the one that the context names.
await Promise.allSettled([followTheme()]);
await applyTheme(context.colorMode);

const queries = new QueryClient({ defaultOptions: { queries: { retry: 1 } } });

createRoot(root).render(
  <QueryClientProvider client={queries}>
    <Page surface={context.type} />
  </QueryClientProvider>,
);
