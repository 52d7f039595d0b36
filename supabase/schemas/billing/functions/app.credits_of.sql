-- What a message of a kind of channel costs now: by the category of its template, or as an answer in free text.
create function app.credits_of(p_kind text, p_category text)
returns integer
language sql
stable
set search_path = ''
as $$
  select coalesce((
    select p.credits from public.channel_prices p
    where p.kind = p_kind and p.category in (p_category, 'any') and p.valid_from <= now()
    order by p.category = 'any', p.valid_from desc limit 1), 0);
$$;
comment on function app.credits_of(text, text) is 'Credits for one message; 0 where the kind of channel has no price.';
revoke execute on function app.credits_of(text, text) from public, anon, authenticated;
