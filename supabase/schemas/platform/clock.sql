-- On a hosted project the clock is pg_cron + pg_net; the address and key come from the vault (HANDOFF.md says how).
do $$
begin
  if exists (select from pg_available_extensions where name = 'pg_cron')
    and exists (select from pg_available_extensions where name = 'pg_net')
    and to_regclass('vault.decrypted_secrets') is not null then
    create extension if not exists pg_cron with schema pg_catalog;
    create extension if not exists pg_net with schema extensions;
  end if;
end $$;
