from django.apps import AppConfig


class ArticlesConfig(AppConfig):
    name = "kennisbank.articles"
    label = "articles"
    verbose_name = "Artikelen"
