import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agenda", "0005_registering"),
        ("registration", "0004_let_go"),
    ]

    operations = [
        migrations.AddField(
            model_name="keptcount",
            name="title",
            field=models.CharField(default="", max_length=255, verbose_name="workshop"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="keptcount",
            name="start",
            field=models.DateTimeField(default=django.utils.timezone.now, verbose_name="begin"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="keptcount",
            name="themes",
            field=models.JSONField(default=list, verbose_name="thema's"),
        ),
        migrations.AlterField(
            model_name="keptcount",
            name="session",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="kept_counts",
                to="agenda.eventsession",
            ),
        ),
    ]
