insert into app.shipping_providers (key, name, position) values ('melhor_envio', 'Melhor Envio', 1)
on conflict (key) do update set name = excluded.name, position = excluded.position;
