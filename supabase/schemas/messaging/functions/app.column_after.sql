create function app.column_after(p_column text, p_status text, p_happening text)
returns text
language sql
immutable
parallel safe
set search_path = ''
as $$
  select case
    when p_happening = 'person_wrote' then
      case when p_status = 'finished' then 'new' when p_column = 'waiting_contact' then 'in_progress' else p_column end
    when p_happening = 'clinic_wrote' then 'waiting_contact'
    when p_happening = 'assigned' and p_column = 'new' then 'in_progress'
    else p_column end;
$$;
comment on function app.column_after(text, text, text) is
  'The column of the board after person_wrote, clinic_wrote or assigned: whoever writes hands the card to the other side.';
revoke execute on function app.column_after(text, text, text) from public, anon, authenticated;
