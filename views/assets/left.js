// Nothing to read here for who came by a click of their own; a browser that holds this back leaves the button.
document.getElementById('back').click();
