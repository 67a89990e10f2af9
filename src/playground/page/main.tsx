import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import './styles/tokens.css'
import './styles/frame.css'
import './styles/sidebar.css'
import './styles/messages.css'
import './styles/composer.css'
import './styles/blocks.css'
import './styles/controls.css'
import './styles/modal.css'

const root = document.getElementById('page')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
}
