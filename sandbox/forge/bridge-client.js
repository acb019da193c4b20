// Runs in the frame of a surface, before the app: what @forge/bridge looks for.
(() => {
  const listeners = new Map();
  const channel = new BroadcastChannel('sandbox-bridge');
  const flags = new Map();

  // The app lives in the time of the sandbox, which the visitor may have advanced.
  let aheadMs = 0;
  const RealDate = Date;
  const now = () => RealDate.now() + aheadMs;
  window.Date = new Proxy(RealDate, {
    construct: (_, args, target) => Reflect.construct(RealDate, args.length === 0 ? [now()] : args, target),
    get: (_, key) => (key === 'now' ? now : Reflect.get(RealDate, key)),
  });
  const keepTime = (header) => {
    if (header !== null) aheadMs = Number(header) - RealDate.now();
  };

  const ask = async (cmd, data) => {
    const response = await fetch(`./__bridge${location.search}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ cmd, data }),
    });
    const answer = await response.json();
    keepTime(response.headers.get('x-sandbox-now'));
    if (!response.ok) throw new Error(answer.error);
    return answer.result;
  };

  const tell = (cmd, data) => {
    if (window.parent === window) return;
    window.parent.postMessage({ source: 'sandbox-bridge', path: location.pathname, cmd, data }, location.origin);
  };

  const dispatch = ({ event, payload }) => {
    for (const callback of listeners.get(event) ?? []) callback(payload);
  };
  channel.onmessage = ({ data }) => dispatch(data);

  const emit = ({ event, payload }) => {
    dispatch({ event, payload });
    channel.postMessage({ event, payload });
  };

  const on = ({ event, callback }) => {
    const callbacks = listeners.get(event) ?? new Set();
    listeners.set(event, callbacks.add(callback));
    return { unsubscribe: () => void callbacks.delete(callback) };
  };

  const closeFlag = ({ id }) => {
    flags.get(id)?.remove();
    flags.delete(id);
    tell('closeFlag', { id });
    return true;
  };

  const showFlag = ({ id, title, description, type, isAutoDismiss }) => {
    closeFlag({ id });
    tell('showFlag', { id, title, description, type, isAutoDismiss });
    // As in the products, the page around the frame shows it, so that it covers nothing here.
    if (window.parent !== window) return true;
    const flag = document.createElement('div');
    flag.setAttribute('role', type === 'error' || type === 'warning' ? 'alert' : 'status');
    flag.textContent = [title, description].filter(Boolean).join(' – ');
    Object.assign(flag.style, {
      position: 'fixed',
      left: '16px',
      bottom: '16px',
      zIndex: '1000',
      maxWidth: '420px',
      padding: '12px 16px',
      borderRadius: '4px',
      background: type === 'error' ? '#c9372c' : '#292a2e',
      color: '#fff',
      font: '14px/20px system-ui, sans-serif',
    });
    flag.addEventListener('click', () => closeFlag({ id }));
    document.body.append(flag);
    flags.set(id, flag);
    if (isAutoDismiss) setTimeout(() => closeFlag({ id }), 8000);
    return true;
  };

  // Slack's own pages for administrators are played by the sandbox; every other address is what it says.
  const playedHere = (url) => {
    const { hostname, pathname, search } = new URL(url);
    const isPlayed =
      (hostname === 'slack.com' && pathname === '/oauth/v2/authorize') ||
      (hostname === 'api.slack.com' && pathname === '/apps');
    return isPlayed ? `${location.origin}/slack${pathname}${search}` : url;
  };

  // An address of the site itself has no page of its own here; the page around the frame may show something.
  const navigate = async ({ url, type, ...location }) => {
    tell('navigate', { url, type, ...location });
    if (url === undefined || !/^https?:/.test(url)) return;
    const { siteUrl } = await ask('getContext');
    if (!url.startsWith(siteUrl)) window.open(playedHere(url), '_blank', 'noopener');
  };

  // The editor of workflows around the frame has a button that asks for the configuration of a validator.
  let onConfigure;
  window.addEventListener('message', async ({ source, data }) => {
    if (source !== window.parent || data?.source !== 'sandbox-editor' || onConfigure === undefined) return;
    const configuration = await onConfigure();
    if (configuration === undefined) return;
    await ask('configure', configuration);
    tell('configured', configuration);
  });

  const commands = {
    invoke: (data) => ask('invoke', data),
    getContext: () => ask('getContext'),
    fetchProduct: (data) => ask('fetchProduct', data),
    enableTheming: () => {
      document.documentElement.setAttribute('data-color-mode', 'light');
      document.documentElement.setAttribute('data-theme', 'light:light');
    },
    showFlag,
    closeFlag,
    navigate,
    reload: () => location.reload(),
    refresh: () => location.reload(),
    close: (data) => tell('close', data),
    submit: (data) => tell('submit', data),
    changeWindowTitle: (title) => tell('changeWindowTitle', title),
    emitReadyEvent: () => {},
    setWorkflowRuleConfigurationCallback: ({ data }) => {
      onConfigure = data.onConfigure;
      return true;
    },
    getFrameId: () => location.pathname,
    emit,
    on,
    emitPublic: emit,
    onPublic: on,
  };

  window.__bridge = {
    callBridge: async (cmd, data) => {
      const command = Object.hasOwn(commands, cmd) ? commands[cmd] : undefined;
      if (command === undefined) throw new Error(`not emulated: bridge ${cmd}`);
      return await command(data);
    },
  };
})();
