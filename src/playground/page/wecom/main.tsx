import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import '../styles/tokens.css'
import '../styles/frame.css'
import '../styles/sidebar.css'
import '../styles/controls.css'
import './styles/frame.css'
import './styles/chat.css'
import './styles/message.css'

const root = document.getElementById('page')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
}
