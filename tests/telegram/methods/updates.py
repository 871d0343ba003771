"""How the bot gets its updates."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from tests.telegram.mail import Webhook
from tests.telegram.refusals import bad_request
from tests.telegram.wire import JSON, Call
from tests.telegram.world import World

LONGEST_POLL = 50
PORTS = (443, 80, 88, 8443)


async def get_updates(world: World, call: Call) -> list[JSON]:
    """Return updates, waiting for the first."""
    limit = min(max(call.integer("limit", 100), 1), 100)
    timeout = min(max(call.integer("timeout", 0), 0), LONGEST_POLL)
    if "allowed_updates" in call.said:
        world.mail.allow(call.array("allowed_updates"))
    return await world.mail.poll(call.integer("offset", 0), limit, timeout)


async def set_webhook(world: World, call: Call) -> bool:
    """Deliver updates by POST from now on."""
    url = call.text("url")
    if not url:
        return await delete_webhook(world, call)
    parts = urlsplit(url)
    if parts.scheme != "https":
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if (parts.port or 443) not in PORTS:
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
    secret = call.text("secret_token")
    if secret and not re.fullmatch("[A-Za-z0-9_-]{1,256}", secret):
        raise bad_request("secret token contains unallowed characters")
    if call.flag("drop_pending_updates"):
        world.mail.drop_pending()
    if "allowed_updates" in call.said:
        world.mail.allow(call.array("allowed_updates"))
    origin = f"{parts.scheme}://{parts.netloc}"
    if origin not in world.proxies:
        raise bad_request("bad webhook: Failed to resolve host: Name or service not known")
    world.mail.set_webhook(Webhook(url, world.proxies[origin] + parts.path, secret))
    return True


async def delete_webhook(world: World, call: Call) -> bool:
    """Keep updates for getUpdates again."""
    if call.flag("drop_pending_updates"):
        world.mail.drop_pending()
    world.mail.stop()
    return True


async def get_webhook_info(world: World, call: Call) -> JSON:
    """Return where updates go and how many wait."""
    webhook = world.mail.webhook
    known: JSON = {
        "url": webhook.url if webhook else "",
        "has_custom_certificate": False,
        "pending_update_count": world.mail.pending,
    }
    if world.mail.webhook_error:
        known["last_error_message"] = world.mail.webhook_error
    return known
