insert into app.offer_councils (council, law) values ('CRP', 'Código de Ética Profissional do Psicólogo, art. 20, d')
on conflict (council) do update set law = excluded.law;
