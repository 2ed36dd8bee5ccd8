import '@atlaskit/css-reset';
import './page.css';
import { createRoot } from 'react-dom/client';
import { App } from './App';
import { findHome } from './home';

const place = document.getElementById('page');

if (place !== null) {
  findHome().then(
    (home) => createRoot(place).render(<App home={home} />),
    () => {
      place.textContent =
        'This page could not start where it is. Load it again; if that does not help, tell your admin.';
    },
  );
}
