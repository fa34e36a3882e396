"""How mail goes out; to which server, EMAIL_URL says (see production.py)."""

from cms.settings.env import VAR_DIR

# "worker": by the worker, within seconds; "at_once": right after the commit, where no worker runs.
MAIL_DELIVERY = "worker"
# Where the count of what went out is kept outside the database (see cms.mail.gate).
MAIL_GATE_FOLDER = VAR_DIR
