from django.apps import AppConfig
from django.db.models.signals import post_delete, pre_save


class EditorialConfig(AppConfig):
    name = "cms.editorial"
    label = "editorial"
    verbose_name = "Redactie"

    def ready(self) -> None:
        """Keep the site's two workflows, switch off no task by approving, and log where they come to hold."""
        from cms.editorial import workflows  # noqa: PLC0415 - needs the models
        from cms.users.after_migrate import after_migrate  # noqa: PLC0415 - needs the models

        after_migrate(workflows.sync_workflows, "auth.Group", "editorial.FourEyesTask", "wagtailcore.WorkflowTask")
        pre_save.connect(workflows.return_what_waits, sender="wagtailcore.Task")
        pre_save.connect(workflows.log_assignment, sender="wagtailcore.WorkflowPage")
        post_delete.connect(workflows.log_removal, sender="wagtailcore.WorkflowPage")
