-- People whose cards are sent: one to ten, each with a name and a phone.
create function app.checked_contacts(p_contacts jsonb)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_contacts jsonb;
begin
  select jsonb_agg(jsonb_build_object('name', n.name, 'phones', jsonb_build_array(n.phone)) order by n.place) into v_contacts
  from (
    select c.place, left(app.normalize_name(c.contact ->> 'name'), 150) as name, app.normalize_phone(c.contact #>> '{phones,0}') as phone
    from jsonb_array_elements(p_contacts) with ordinality c (contact, place)
  ) n
  where n.name <> '' and n.phone is not null;
  if v_contacts is null or jsonb_array_length(v_contacts) <> jsonb_array_length(p_contacts) or jsonb_array_length(v_contacts) > 10 then
    raise sqlstate 'PT400' using message = 'content_invalid', detail = 'contacts';
  end if;
  return jsonb_build_object('kind', 'contact', 'content', jsonb_build_object('contacts', v_contacts, 'name', v_contacts #>> '{0,name}'));
end;
$$;
revoke execute on function app.checked_contacts(jsonb) from public, anon, authenticated;
