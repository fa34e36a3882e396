from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "cms.mail"
    label = "mail"
    verbose_name = "Post"
