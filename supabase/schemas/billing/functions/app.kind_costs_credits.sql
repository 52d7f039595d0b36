-- Whether some message of a kind of channel costs credits now.
create function app.kind_costs_credits(p_kind text)
returns boolean
language sql
stable
set search_path = ''
as $$
  select exists (
    select from (
      select distinct on (p.category) p.credits from public.channel_prices p
      where p.kind = p_kind and p.valid_from <= now()
      order by p.category, p.valid_from desc) now_valid
    where now_valid.credits > 0);
$$;
revoke execute on function app.kind_costs_credits(text) from public, anon, authenticated;
