insert into app.asaas_webhook default values
on conflict do nothing;
